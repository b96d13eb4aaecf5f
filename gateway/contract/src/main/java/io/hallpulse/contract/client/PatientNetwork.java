package io.hallpulse.contract.client;

import java.net.URI;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Mends a fault of the MQTT client (Paho 1.2.5, {@code CommsReceiver.start}): where a connection ends before the thread that makes it has
 * seen the reading thread run, it looks for that ten times a second for ever, one more thread with each attempt. That is so with every
 * broker, or whatever stands before it, that accepts and then resets, and with a certificate that is refused. So the end of a connection
 * is told to the client only once it has begun to write, which it does when all its threads run. Found by the client itself; any thread.
 */
public final class PatientNetwork implements NetworkModuleFactory {
    private static final String PREFIX = "patient-";
    private static final String TCP = PREFIX + "tcp";
    private static final String SSL = PREFIX + "ssl";

    /**
     * The address that the client is to be given instead.
     *
     * @param url begins with {@code tcp://} or {@code ssl://}
     */
    public static String url(String url) {
        return PREFIX + url;
    }

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of(TCP, SSL);
    }

    @Override
    public void validateURI(URI url) {
        theirs(url).validateURI(plain(url));
    }

    @Override
    public NetworkModule createNetworkModule(URI url, MqttConnectionOptions options, String clientId)
            throws MqttException {
        return new PatientConnection(theirs(url).createNetworkModule(plain(url), options, clientId));
    }

    private static NetworkModuleFactory theirs(URI url) {
        return SSL.equals(url.getScheme()) ? new SSLNetworkModuleFactory() : new TCPNetworkModuleFactory();
    }

    private static URI plain(URI url) {
        return URI.create(url.toString().substring(PREFIX.length()));
    }
}
