package io.hallpulse.runtime.mqtt;

import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;

/**
 * Mends a fault of the MQTT client (Paho 1.2.5, {@code CommsReceiver.start}): where a connection ends before the thread that makes it has
 * seen the reading thread run, it polls for that ten times a second for ever, one more thread with each attempt. That is so with every
 * broker, or whatever stands before it, that accepts and then resets, and with a certificate that is refused. So the end of a connection
 * is passed to the client only once it has begun to write, which it does when all its threads run. Found by the client itself; any thread.
 */
public final class PatientNetwork implements NetworkModuleFactory {
    /**
     * The reason code of a message that was refused for its size. Mosquitto answers one that MQTT has for no such packet and that the
     * client takes for the end of the connection; this one is of payloads that are declared as text, which ours never are.
     */
    public static final int MESSAGE_TOO_LARGE = 0x99;

    /** Of any packet of MQTT. */
    private static final int MAX_PACKET_BYTES = 268_435_455;

    private static final String TCP = "patient-tcp";
    private static final String SSL = "patient-ssl";

    /** The address that the client is to be given: opaque to it, since its own rules for hosts know neither '_' nor what Java allows now. */
    public static String url(BrokerUrl broker) {
        try {
            return new URI(broker.encrypted() ? SSL : TCP, broker.at().toString(), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address for the MQTT client: " + broker, e);
        }
    }

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of(TCP, SSL);
    }

    @Override
    public void validateURI(URI url) {
        HostPort.parse(url.getSchemeSpecificPart());
    }

    @Override
    public NetworkModule createNetworkModule(URI url, MqttConnectionOptions options, String clientId) {
        HostPort at = HostPort.parse(url.getSchemeSpecificPart());
        SocketFactory factory = options.getSocketFactory();
        if (SSL.equals(url.getScheme()) && !(factory instanceof SSLSocketFactory)) {
            throw new IllegalStateException("ssl:// without an identity");
        }
        Long largest = options.getMaximumPacketSize(); // which goes to the broker with CONNECT
        return new PatientConnection(
                new BrokerSocket(
                        factory == null ? SocketFactory.getDefault() : factory, at, options.getConnectionTimeout()),
                largest == null ? MAX_PACKET_BYTES : Math.toIntExact(largest));
    }
}
