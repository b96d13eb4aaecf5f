package io.hallpulse.systemtests.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The JDK's own TLS server, which shakes hands by TLS 1.3, wants a certificate of each client, and then waits for its end. Its argument is a
 * PKCS 12 file with its key and its chain, whose last certificate it trusts. It prints its port.
 */
final class BareTls {
    private static final char[] NO_PASSWORD = {};
    private static final int BACKLOG = 1024;

    private BareTls() {}

    public static void main(String[] file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file[0]))) {
            store.load(in, NO_PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        Certificate[] chain = store.getCertificateChain(store.aliases().nextElement());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", chain[chain.length - 1]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            server.setNeedClientAuth(true);
            server.setEnabledProtocols(new String[] {"TLSv1.3"});
            System.out.println(server.getLocalPort());
            ExecutorService threads = Executors.newCachedThreadPool();
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                threads.execute(() -> serve(client));
            }
        }
    }

    private static void serve(SSLSocket client) {
        try (client) {
            client.startHandshake();
            while (client.getInputStream().read() >= 0) {
                // until its end
            }
        } catch (IOException e) {
            // it ended without a word, as s_time does
        }
    }
}
