package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.PasswordFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** To whom alarms are mailed, and by which server. */
public record MailConfig(
        @Setting("the SMTP server, such as mail.example.gov.cn:465")
        HostPort server,

        @Setting(
                value =
                        "implicit: TLS from the first byte; starttls: by STARTTLS; none: plain, to this machine alone; left out: implicit on port 465, none on a loopback address, starttls elsewhere",
                optional = true)
        @Nullable
        MailTls tls,

        @Setting(
                value =
                        "PEM file of the CA that the server's certificate is signed by; left out: those that Java trusts",
                optional = true)
        @Nullable
        Path caFile,

        @Setting(value = "user, where the server wants one", optional = true) @Nullable
        String user,

        @Setting(
                value = "file whose first line is that user's password; readable by the gateway's user and group alone",
                optional = true)
        @Nullable
        Path passwordFile,

        @Setting("the sender's address, such as hallpulse@example.gov.cn")
        String from,

        @Setting("the receivers' addresses, such as [duty@example.gov.cn]")
        List<String> to) {
    private static final int IMPLICIT_PORT = 465;
    /** Without names, quotes and comments: nothing in it can become another header or another receiver. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    public MailConfig {
        to = List.copyOf(to);
        if (server.port() == 0) {
            throw new IllegalArgumentException(
                    "server '" + server + "' names port 0; write the port that it listens on");
        }
        if (tls == MailTls.NONE && !server.isLoopback()) {
            throw new IllegalArgumentException("plain mail to " + server + "; write tls: starttls or tls: implicit");
        }
        if ((user == null) != (passwordFile == null)) {
            throw new IllegalArgumentException("'user' and 'passwordFile' go together; write both or neither");
        }
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to has no address; write whom alarms are mailed to");
        }
        require("from", from);
        to.forEach(address -> require("to", address));
    }

    private static void require(String key, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    key + " '" + address + "' is no mail address; write such as duty@example.gov.cn");
        }
    }

    /** What is in force. */
    public MailTls tlsInForce() {
        if (tls != null) {
            return tls;
        }
        if (server.port() == IMPLICIT_PORT) {
            return MailTls.IMPLICIT;
        }
        return server.isLoopback() ? MailTls.NONE : MailTls.STARTTLS;
    }

    /**
     * The user's password, null where no user is named.
     *
     * @throws IOException with one line that says what is wrong and the mend
     */
    public @Nullable String password() throws IOException {
        return passwordFile == null ? null : PasswordFile.read(passwordFile);
    }

    /**
     * By which CA the server is known, null for those that Java trusts.
     *
     * @throws IOException with one line that says what is wrong with the file
     */
    public @Nullable SSLSocketFactory trust() throws IOException {
        if (caFile == null) {
            return null;
        }
        try {
            Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(caFile)));
            if (authorities.isEmpty()) {
                throw new IOException(caFile + " has no certificate; give a PEM file of the CA");
            }
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            for (Certificate authority : authorities) {
                known.setCertificateEntry("ca-" + known.size(), authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (FileSystemException e) {
            throw FileFault.of(caFile, e);
        } catch (GeneralSecurityException e) {
            throw new IOException(caFile + " has no certificate that can be read; give a PEM file of the CA", e);
        }
    }
}
