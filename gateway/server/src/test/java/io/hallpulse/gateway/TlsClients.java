package io.hallpulse.gateway;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.store.CertificateRow;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Clients of a broker that show certificates of the site CA. */
final class TlsClients implements AutoCloseable {
    private static final Actor BY = new Actor("li.na", "technician");
    private static final long PATIENCE_MILLIS = 30_000;

    private final Certificates certificates;
    private final int port;
    private final List<MqttAsyncClient> clients = new ArrayList<>();

    TlsClients(Certificates certificates, int port) {
        this.certificates = certificates;
        this.port = port;
    }

    /** A certificate of the register, with what shows it. */
    record Issued(CertificateRow row, KeyPair key, SSLContext tls) {}

    Issued issued(TerminalId terminal) throws Exception {
        KeyPair key = key();
        CertificateRow row = certificates.issueTerminal(BY, terminal, key.getPublic());
        return new Issued(row, key, tls(key, Certificates.certificate(row)));
    }

    static KeyPair key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** Shows that certificate, and trusts the site CA. */
    SSLContext tls(KeyPair key, X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("id", key.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return tls(keys.getKeyManagers());
    }

    /** Shows none. */
    SSLContext anonymous() throws Exception {
        return tls(new KeyManager[0]);
    }

    private SSLContext tls(KeyManager[] keys) throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", certificates.authority());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    MqttAsyncClient connect(SSLContext tls, String clientId) throws MqttException {
        return connect(tls, clientId, new MqttConnectionOptions());
    }

    MqttAsyncClient connect(SSLContext tls, String clientId, MqttConnectionOptions options) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient("ssl://127.0.0.1:" + port, clientId, new MemoryPersistence());
        clients.add(client);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setSocketFactory(tls.getSocketFactory());
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        return client;
    }

    /** The broker's reason code. */
    static int publish(MqttAsyncClient client, String topic) throws MqttException {
        IMqttToken token = client.publish(topic, new MqttMessage(new byte[] {'{', '}'}, 1, false, null));
        token.waitForCompletion(PATIENCE_MILLIS);
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    /** The broker's reason code. */
    static int subscribe(MqttAsyncClient client, String filter) throws MqttException {
        IMqttToken token = client.subscribe(filter, 1);
        token.waitForCompletion(PATIENCE_MILLIS);
        return token.getReasonCodes()[0];
    }

    @Override
    public void close() throws MqttException {
        for (MqttAsyncClient client : clients) {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        }
    }
}
