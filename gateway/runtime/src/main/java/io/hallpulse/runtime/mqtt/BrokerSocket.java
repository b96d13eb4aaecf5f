package io.hallpulse.runtime.mqtt;

import io.hallpulse.runtime.config.HostPort;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModule;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A socket to a broker that sends at once: the client leaves Nagle's algorithm on, and a message after another would wait 40 ms for the
 * other side's delayed acknowledgement. Over TLS the certificate must name the host; the client's own class for that fails on IPv6.
 */
final class BrokerSocket extends TCPNetworkModule {
    private final int withinSeconds;

    BrokerSocket(SocketFactory factory, HostPort at, int withinSeconds) {
        super(factory, at.host(), at.port(), at.toString());
        this.withinSeconds = withinSeconds;
        setConnectTimeout(withinSeconds);
    }

    @Override
    public void start() throws IOException, MqttException {
        super.start();
        socket.setTcpNoDelay(true);
        if (socket instanceof SSLSocket encrypted) {
            boolean trusted = false;
            try {
                shakeHands(encrypted);
                trusted = true;
            } finally {
                if (!trusted) {
                    encrypted.close();
                }
            }
        }
    }

    private void shakeHands(SSLSocket encrypted) throws IOException {
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3"});
        encrypted.setSSLParameters(parameters);
        int reading = encrypted.getSoTimeout();
        encrypted.setSoTimeout((int) TimeUnit.SECONDS.toMillis(withinSeconds));
        encrypted.startHandshake();
        encrypted.setSoTimeout(reading);
    }
}
