package io.hallpulse.agent.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.mqtt.ConnectionFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The gateway's enrolment listener: EST (RFC 7030) and two calls of ours. Every wait is bounded. */
final class EstClient {
    private static final int WITHIN_MILLIS = 10_000;
    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final String EST = "/.well-known/est/";

    private final GatewayUrl gateway;
    private final SSLSocketFactory sockets;

    EstClient(GatewayUrl gateway, SSLSocketFactory sockets) {
        this.gateway = gateway;
        this.sockets = sockets;
    }

    /**
     * An answer.
     *
     * @param retryAfter how long it says to wait before the next request; a minute at most
     */
    record Answer(int status, byte[] body, Duration retryAfter) {
        /** What a person should read of it, in one line. */
        String line() {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            if (text.startsWith("{")) {
                try {
                    JsonNode problem = Json.read(body, JsonNode.class);
                    text = problem.path("detail").asText(problem.path("title").asText(text));
                } catch (UnreadableMessage e) {
                    text = "answer " + status + " that cannot be read";
                }
            }
            return text.isEmpty() ? "answer " + status : text.replaceAll("\\s*\\n\\s*", " ");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The certificates of a reply of EST: PKCS 7 in base64. */
        List<X509Certificate> certificates() throws IOException {
            try {
                byte[] der = Base64.getMimeDecoder().decode(body);
                List<X509Certificate> found = new ArrayList<>();
                for (var one :
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der))) {
                    if (one instanceof X509Certificate x509) {
                        found.add(x509);
                    }
                }
                return found;
            } catch (CertificateException | IllegalArgumentException e) {
                throw new IOException("the gateway's answer holds no certificate: " + e.getMessage(), e);
            }
        }
    }

    /** Asks for a first certificate. */
    Answer enroll(byte[] request, String code) throws IOException {
        return exchange(EST + "simpleenroll", request, code);
    }

    /** Asks for another certificate by the one that is shown. */
    Answer reenroll(byte[] request) throws IOException {
        return exchange(EST + "simplereenroll", request, null);
    }

    Answer get(String path) throws IOException {
        return exchange(path, null, null);
    }

    private Answer exchange(String path, byte @Nullable [] request, @Nullable String code) throws IOException {
        HttpsURLConnection call =
                (HttpsURLConnection) URI.create(gateway + path).toURL().openConnection();
        try {
            call.setSSLSocketFactory(sockets);
            if (gateway.isNumeric()) {
                call.setHostnameVerifier((host, session) -> true); // its chain is of the site and of a server
            }
            call.setConnectTimeout(WITHIN_MILLIS);
            call.setReadTimeout(WITHIN_MILLIS);
            call.setInstanceFollowRedirects(false);
            call.setRequestProperty("Connection", "close");
            if (code != null) {
                String user = Base64.getEncoder().encodeToString(("terminal:" + code).getBytes(StandardCharsets.UTF_8));
                call.setRequestProperty("Authorization", "Basic " + user);
            }
            if (request != null) {
                call.setDoOutput(true);
                call.setRequestProperty("Content-Type", "application/pkcs10");
                call.setRequestProperty("Content-Transfer-Encoding", "base64");
                call.getOutputStream().write(Base64.getMimeEncoder().encode(request));
            }
            int status = call.getResponseCode();
            int wait = Math.max(1, Math.min(60, call.getHeaderFieldInt("Retry-After", 5)));
            return new Answer(status, body(call, status), Duration.ofSeconds(wait));
        } catch (IOException e) {
            throw new IOException(gateway + ": " + why(e), e);
        } finally {
            call.disconnect();
        }
    }

    private static byte[] body(HttpsURLConnection call, int status) throws IOException {
        try (InputStream in =
                status >= HttpURLConnection.HTTP_BAD_REQUEST ? call.getErrorStream() : call.getInputStream()) {
            return in == null ? new byte[0] : in.readNBytes(LARGEST_ANSWER);
        }
    }

    private static String why(IOException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OtherAuthority) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has run out (" + cause.getMessage()
                        + "); renew it there, or correct the clock of this terminal";
            }
            if (String.valueOf(cause.getMessage()).contains("Extended key usage")) {
                return "it shows no certificate of a server, so somebody who is no gateway answers there; nothing was sent";
            }
        }
        return ConnectionFault.oneLine(thrown);
    }
}
