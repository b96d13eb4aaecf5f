package io.hallpulse.gateway.broker;

import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.mqtt.ConnectionFault;
import java.io.IOException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/**
 * The site's own broker as one who goes by rules that the gateway writes. It is asked by connections of a moment, since it tells nobody when
 * it has read them.
 */
public final class SiteBroker {
    private final BrokerAddress address;

    /** @param passing what to show for a moment, under a name */
    public SiteBroker(BrokerUrl url, Credentials passing) {
        this.address = new BrokerAddress(url, passing, null, null);
    }

    /**
     * Whether it has read these rules.
     *
     * @throws IOException with one line, where it cannot be asked
     */
    public boolean goesBy(String gateway, MosquittoRules rules) throws IOException {
        try (LinkConnection connection = open(AccessList.asker(gateway))) {
            return connection.ask(AccessList.question(gateway, rules.version()))
                    < MqttReturnCode.RETURN_CODE_UNSPECIFIED_ERROR;
        } catch (MqttException e) {
            throw new IOException(address.url() + ": " + ConnectionFault.oneLine(e), e);
        }
    }

    /**
     * Ends the connection of that client id: a broker lets nobody have it twice, and ends the older one.
     *
     * @throws IOException with one line, where it cannot
     */
    public void end(String clientId) throws IOException {
        try {
            open(clientId).close();
        } catch (MqttException e) {
            throw new IOException(address.url() + ": " + ConnectionFault.oneLine(e), e);
        }
    }

    private LinkConnection open(String clientId) throws MqttException {
        return LinkConnection.open(address, clientId, 1, new LinkConnection.Receiver() {
            @Override
            public void received(MqttMessage message, String topic, Runnable acknowledgement) {
                acknowledgement.run();
            }

            @Override
            public void lost(String reason) {}
        });
    }
}
