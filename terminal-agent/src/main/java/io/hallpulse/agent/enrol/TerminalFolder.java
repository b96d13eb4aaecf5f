package io.hallpulse.agent.enrol;

import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.disk.WholeFile;
import io.hallpulse.runtime.tls.SigningRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What enrolment keeps under a terminal's data folder. The configuration comes last: with it the terminal is provisioned. */
public final class TerminalFolder {
    private static final String KEY = "enrolment.key";
    private static final String GATEWAY = "enrolment.url";

    private final Path data;

    public TerminalFolder(Path data) {
        this.data = data;
    }

    public Path identity() {
        return ManagedFile.identity(data);
    }

    public Path configuration() {
        return ManagedFile.configuration(data);
    }

    public boolean isProvisioned() {
        return Files.exists(configuration());
    }

    /** Makes the folder where there is none. */
    void make() throws IOException {
        OwnerOnly.folder(data);
    }

    /** The key that waits for its certificate, the same one after a restart: a code is bound to the first that used it. */
    KeyPair key() throws IOException {
        Path file = data.resolve(KEY);
        if (!Files.exists(file)) {
            KeyPair drawn = SigningRequest.newKey();
            Base64.Encoder base64 = Base64.getEncoder();
            write(
                    file,
                    base64.encodeToString(drawn.getPrivate().getEncoded()) + "\n"
                            + base64.encodeToString(drawn.getPublic().getEncoded()) + "\n");
            return drawn;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            Base64.Decoder base64 = Base64.getDecoder();
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))));
        } catch (GeneralSecurityException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("the key " + file + " cannot be read; delete it and ask for another code", e);
        }
    }

    /** Forgets the waiting key, which is in the identity now. */
    void forgetKey() throws IOException {
        Files.deleteIfExists(data.resolve(KEY));
    }

    /** Where this terminal enrolled; empty where it did not do so by itself. */
    Optional<GatewayUrl> gateway() throws IOException {
        Path file = data.resolve(GATEWAY);
        return Files.exists(file) ? Optional.of(GatewayUrl.parse(Files.readString(file))) : Optional.empty();
    }

    void keepGateway(GatewayUrl gateway) throws IOException {
        write(data.resolve(GATEWAY), gateway + "\n");
    }

    void keepConfiguration(String text) throws IOException {
        write(configuration(), text);
    }

    private void write(Path file, String text) throws IOException {
        WholeFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
        give(file);
    }

    /** To the agent's user, where a technician enrols as root. */
    void give(Path file) throws IOException {
        if (!Files.getOwner(file).equals(Files.getOwner(data))) {
            Files.setOwner(file, Files.getOwner(data));
        }
    }
}
