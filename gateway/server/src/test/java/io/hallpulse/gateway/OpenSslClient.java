package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.ca.Certificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code openssl s_client} as a terminal that keeps its TLS session, as Java's client does not do on purpose. */
final class OpenSslClient {
    private static final Pattern TICKET = Pattern.compile("New Session Ticket arrived");
    /** The head of CONNACK; what openssl itself prints holds no zero byte. */
    private static final Pattern ANSWER = Pattern.compile("(?s)\\x20.\\x00(.)");

    private static final Pattern SHOWN = Pattern.compile("(?s)-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----");
    /** CONNECT of MQTT 5 with a clean start. */
    private static final byte[] CONNECT_HEAD = {0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60, 0, 0};

    private final Path folder;
    private final int port;
    private final X509Certificate authority;

    OpenSslClient(Path folder, int port, X509Certificate authority) {
        this.folder = folder;
        this.port = port;
        this.authority = authority;
    }

    /** Connects by TLS, and keeps the session. */
    void remember(TlsClients.Issued terminal) throws Exception {
        assertThat(run(terminal, null, "-sess_out", session(terminal).toString()))
                .containsPattern(TICKET);
    }

    /** Connects with the session that was kept, says CONNECT, and returns all that came. */
    String resume(TlsClients.Issued terminal) throws Exception {
        return run(
                terminal, terminal.row().name(), "-sess_in", session(terminal).toString());
    }

    /** The reason code of the answer to CONNECT, empty where none came. */
    static OptionalInt reason(String said) {
        Matcher answer = ANSWER.matcher(said);
        return answer.find() ? OptionalInt.of(answer.group(1).charAt(0)) : OptionalInt.empty();
    }

    /** The server's certificate, in PEM. */
    String shown(TlsClients.Issued terminal) throws Exception {
        Matcher shown = SHOWN.matcher(run(terminal, null));
        assertThat(shown.find()).isTrue();
        return shown.group();
    }

    private Path session(TlsClients.Issued terminal) {
        return folder.resolve(terminal.row().serial() + ".session");
    }

    private String run(TlsClients.Issued terminal, @Nullable String clientId, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-tls1_3",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                pem("authority", authority).toString(),
                "-cert",
                pem(terminal.row().serial(), Certificates.certificate(terminal.row()))
                        .toString(),
                "-key",
                pem(
                                terminal.row().serial(),
                                "PRIVATE KEY",
                                terminal.key().getPrivate().getEncoded())
                        .toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream typed = process.getOutputStream();
                InputStream printed = process.getInputStream()) {
            if (clientId != null) {
                typed.write(connect(clientId));
                typed.flush();
            }
            return dialogue(typed, printed, clientId == null ? TICKET : ANSWER);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Reads until the server ends it; has it ended politely once that text came. */
    private static String dialogue(OutputStream typed, InputStream printed, Pattern last) throws IOException {
        StringBuilder said = new StringBuilder();
        boolean asked = false;
        byte[] some = new byte[4096];
        for (int read = printed.read(some); read >= 0; read = printed.read(some)) {
            said.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
            if (!asked && last.matcher(said).find()) {
                asked = true;
                typed.close();
            }
        }
        return said.toString();
    }

    private static byte[] connect(String clientId) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        packet.write(CONNECT_HEAD.length + 1 + clientId.length());
        packet.write(CONNECT_HEAD);
        packet.write(clientId.length());
        packet.write(clientId.getBytes(StandardCharsets.US_ASCII));
        return packet.toByteArray();
    }

    private Path pem(String name, X509Certificate certificate) throws IOException, CertificateEncodingException {
        return pem(name, "CERTIFICATE", certificate.getEncoded());
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name + (kind.equals("CERTIFICATE") ? ".pem" : ".key")),
                "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
