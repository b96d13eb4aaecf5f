package io.hallpulse.gateway.testkit;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.SiteCertificates;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail server that speaks TLS from the first byte, as {@code localhost}, with a certificate of a site's CA; it knows one user. */
public final class TlsMailServer implements AutoCloseable {
    public static final String USER = "hallpulse";
    public static final String PASSWORD = "right";
    public static final String SENDER = "hallpulse@hall.test";

    private static @Nullable Identity identity;

    private final GreenMail server;

    private TlsMailServer(GreenMail server) {
        this.server = server;
    }

    /**
     * What it shows, and what it is trusted by.
     *
     * @param file key and certificate in PKCS 12, with {@link #FILE_PASSWORD}
     */
    public record Identity(SiteCertificates site, Path file) {
        public static final String FILE_PASSWORD = "changeit";

        private static Identity make(Path folder) {
            SiteCertificates site = SiteCertificates.make(folder, "dns:localhost");
            Path file = folder.resolve("mail.p12");
            Program.run(
                    folder.resolve("openssl.log"),
                    List.of(
                            "openssl",
                            "pkcs12",
                            "-export",
                            "-in",
                            site.certificatePem().toString(),
                            "-inkey",
                            site.keyPem().toString(),
                            "-out",
                            file.toString(),
                            "-passout",
                            "pass:" + FILE_PASSWORD));
            System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, file.toString());
            System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, FILE_PASSWORD);
            System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEY_PASSWORD_PROPERTY, FILE_PASSWORD);
            return new Identity(site, file);
        }
    }

    /** That of all such servers: GreenMail reads a key once for the whole process. */
    public static synchronized Identity identity() throws IOException {
        Identity known = identity;
        if (known == null) {
            known = Identity.make(Files.createTempDirectory(Path.of("target"), "mail-identity")
                    .toAbsolutePath());
            identity = known;
        }
        return known;
    }

    /** One on a free port. */
    public static TlsMailServer start() throws IOException {
        identity();
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        server.setUser(SENDER, USER, PASSWORD);
        server.start();
        return new TlsMailServer(server);
    }

    public int port() {
        return server.getSmtps().getPort();
    }

    /** A file that only its owner can read, with a password in it. */
    public static Path passwordFile(Path folder, String password) throws IOException {
        Path file = Files.writeString(folder.resolve("password-" + password), password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** What one of the receivers got, the oldest first. */
    public List<MimeMessage> received(String address) throws Exception {
        GreenMailUser user = server.getUserManager().getUserByEmail(address);
        return user == null
                ? List.of()
                : server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                        .map(StoredMessage::getMimeMessage)
                        .toList();
    }

    /** What all receivers got. */
    public List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    /** The text of a mail with lines as Java has them. */
    public static String text(MimeMessage message) throws Exception {
        return ((String) message.getContent()).replace("\r\n", "\n");
    }

    @Override
    public void close() {
        server.stop();
    }
}
