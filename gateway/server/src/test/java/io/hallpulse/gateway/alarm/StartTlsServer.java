package io.hallpulse.gateway.alarm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that offers STARTTLS, which GreenMail does not, takes any user and any mail, and keeps the lines that it heard. */
final class StartTlsServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final SSLContext tls = SSLContext.getInstance("TLS");
    private final List<String> plain = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();

    /** @param identity its key and certificate in PKCS 12 */
    StartTlsServer(Path identity, String password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(identity)) {
            keys.load(in, password.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        tls.init(managers.getKeyManagers(), null, null);
        Thread thread = new Thread(this::run, "starttls-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> heardPlain() {
        return plain;
    }

    List<String> heardEncrypted() {
        return encrypted;
    }

    private void run() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                say(client, "220 played");
                talk(client, plain, "250-played\r\n250 STARTTLS");
            } catch (IOException e) {
                // the client, or the test, has ended it
            }
        }
    }

    private void talk(Socket client, List<String> heard, String greeting) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        boolean mail = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            mail &= !line.equals(".");
            if (mail) {
                continue;
            }
            switch (line.split(" ", 2)[0]) {
                case "EHLO" -> say(client, greeting);
                case "STARTTLS" -> {
                    say(client, "220 go ahead");
                    SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, 0, true);
                    secure.setUseClientMode(false);
                    talk(secure, encrypted, "250-played\r\n250 AUTH PLAIN");
                    return;
                }
                case "AUTH" -> say(client, "235 welcome");
                case "DATA" -> {
                    mail = true;
                    say(client, "354 go on");
                }
                default -> say(client, "250 fine");
            }
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
