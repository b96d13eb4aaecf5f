package io.hallpulse.agent.enrol;

import io.hallpulse.agent.config.LocalKeys;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.runtime.tls.ClientSockets;
import io.hallpulse.runtime.tls.Identity;
import io.hallpulse.runtime.tls.SigningRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * The first enrolment of a terminal, by a code. The gateway is known by the code's fingerprint before anything is sent; the key is made
 * here and stays; the request waits until somebody accepts it. After an interruption the same key goes on where it was.
 */
public final class Enrolment {
    private static final X500Principal NAMED_BY_THE_GATEWAY = new X500Principal("CN=new-terminal");

    private final TerminalFolder folder;
    private final Path data;
    private final Supplier<Optional<Instant>> syncedTime;
    private final Pause pause;
    private final Consumer<String> say;

    /** How to wait for a person at the gateway. */
    @FunctionalInterface
    public interface Pause {
        /** Waits so long; false where it is time to stop. */
        boolean await(Duration time) throws InterruptedException;
    }

    /**
     * Of the terminal whose data folder that is.
     *
     * @param syncedTime now, empty while the wall clock is not synced
     * @param say takes lines for a technician
     */
    public Enrolment(Path data, Supplier<Optional<Instant>> syncedTime, Pause pause, Consumer<String> say) {
        this.folder = new TerminalFolder(data);
        this.data = data;
        this.syncedTime = syncedTime;
        this.pause = pause;
        this.say = say;
    }

    /**
     * Enrols, and writes identity and configuration; false where it was stopped while it waited.
     *
     * @throws OperationFailed with one line, where the gateway refuses or is not the one of the code
     * @throws IOException with one line, where the gateway cannot be reached or a file not be written
     */
    public boolean enrol(GatewayUrl gateway, EnrolmentCode code) throws IOException, InterruptedException {
        folder.make();
        KeyPair key = folder.key();
        byte[] request = SigningRequest.write(key, NAMED_BY_THE_GATEWAY);
        CodeTrust trust = new CodeTrust(code, syncedTime);
        EstClient unknown = new EstClient(gateway, sockets(trust));
        boolean told = false;
        EstClient.Answer answer = enroll(unknown, request, code);
        while (answer.status() == HttpURLConnection.HTTP_ACCEPTED) {
            if (!told) {
                say.accept("等待批准 pending: accept the request with fingerprint " + fingerprint(key) + " at " + gateway);
                told = true;
            }
            if (!pause.await(answer.retryAfter())) {
                return false;
            }
            answer = again(unknown, request, code, answer);
        }
        if (answer.status() != HttpURLConnection.HTTP_OK) {
            throw new OperationFailed(gateway + " refuses: " + answer.line());
        }
        X509Certificate authority = trust.authority().orElseThrow();
        X509Certificate issued = issued(answer, key, authority);
        Identity.write(folder.identity(), key.getPrivate(), List.of(issued, authority));
        folder.give(folder.identity());
        folder.keepGateway(gateway);
        String text = configuration(gateway);
        folder.keepConfiguration(text);
        folder.forgetKey();
        say.accept("OK: terminal "
                + TerminalFile.parse(folder.configuration().toString(), text).terminalId()
                + " is provisioned, its certificate holds until "
                + issued.getNotAfter().toInstant());
        return true;
    }

    /** The first request, after which the gateway is known; what is no gateway of this code ends it. */
    private EstClient.Answer enroll(EstClient client, byte[] request, EnrolmentCode code) throws IOException {
        try {
            return client.enroll(request, code.text());
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OtherAuthority) {
                    throw new OperationFailed(String.valueOf(e.getMessage()));
                }
            }
            throw e;
        }
    }

    /** A gateway that is away for a while is asked again. */
    private EstClient.Answer again(EstClient client, byte[] request, EnrolmentCode code, EstClient.Answer before)
            throws IOException {
        try {
            return enroll(client, request, code);
        } catch (IOException e) {
            say.accept(e.getMessage() + "; it is asked again");
            return before;
        }
    }

    /** The certificate for our key, which must be what it will be checked for. */
    private X509Certificate issued(EstClient.Answer answer, KeyPair key, X509Certificate authority) throws IOException {
        X509Certificate issued = answer.certificates().stream()
                .filter(one -> one.getPublicKey().equals(key.getPublic()))
                .findFirst()
                .orElseThrow(
                        () -> new OperationFailed("the gateway's certificate is for another key; ask for a new code"));
        try {
            issued.verify(authority.getPublicKey());
            return issued;
        } catch (GeneralSecurityException e) {
            throw new IOException("the gateway's certificate is not signed by the site's CA: " + e.getMessage(), e);
        }
    }

    /** The first configuration, with what only this machine knows. */
    private String configuration(GatewayUrl gateway) throws IOException {
        Identity identity = Identity.load(folder.identity(), "enrol again");
        EstClient.Answer answer = new EstClient(gateway, identity.sockets(syncedTime)).get("/api/v1/enrolment/config");
        if (answer.status() != HttpURLConnection.HTTP_OK) {
            throw new OperationFailed(gateway + " has no configuration for this terminal: " + answer.line());
        }
        String text = LocalKeys.complete(answer.text(), data, folder.identity());
        try {
            TerminalFile.parse("terminal.yaml from " + gateway, text);
        } catch (ConfigError e) {
            throw new OperationFailed(e.getMessage() + "; correct the template there");
        }
        return text;
    }

    private static String fingerprint(KeyPair key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(key.getPublic().getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ClientSockets sockets(CodeTrust trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return new ClientSockets(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot speak TLS: " + e.getMessage(), e);
        }
    }
}
