package io.hallpulse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** A site's CA with what it signed for the broker of that name, as PEM files, and for a gateway, as PKCS 12. JDK's keytool makes them. */
public final class SiteCertificates {
    private static final String PASSWORD = "only-for-this-test";

    private final Path folder;

    private SiteCertificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes them all.
     *
     * @param brokerName what the broker's certificate says, such as {@code ip:127.0.0.1} or {@code dns:mosquitto.hall}
     */
    public static SiteCertificates make(Path folder, String brokerName) {
        SiteCertificates site = new SiteCertificates(folder);
        site.keytool("-alias", "ca", "-dname", "CN=Site CA", "-ext", "bc:critical=ca:true");
        site.keytool("-alias", "broker", "-dname", "CN=Broker", "-signer", "ca", "-ext", "san=" + brokerName);
        site.keytool("-alias", "gateway", "-dname", "CN=Gateway", "-signer", "ca");
        try {
            site.writeFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return site;
    }

    public Path authorityPem() {
        return folder.resolve("ca.pem");
    }

    public Path certificatePem() {
        return folder.resolve("broker.pem");
    }

    public Path keyPem() {
        return folder.resolve("broker.key");
    }

    /** Key and certificate of the gateway and the site CA, without a password. */
    public Path gatewayIdentity() {
        return folder.resolve("gateway.p12");
    }

    private void keytool(String... arguments) {
        Stream<String> generate = Stream.of(
                Java.tool("keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "30",
                "-keystore",
                folder.resolve("all.p12").toString(),
                "-storepass",
                PASSWORD);
        Program.run(
                folder.resolve("keytool.log"),
                Stream.concat(generate, Arrays.stream(arguments)).toList());
    }

    private void writeFiles() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("all.p12"))) {
            all.load(in, PASSWORD.toCharArray());
        }
        pem(authorityPem(), "CERTIFICATE", all.getCertificate("ca").getEncoded());
        pem(certificatePem(), "CERTIFICATE", all.getCertificate("broker").getEncoded());
        pem(
                keyPem(),
                "PRIVATE KEY",
                all.getKey("broker", PASSWORD.toCharArray()).getEncoded());
        Key key = all.getKey("gateway", PASSWORD.toCharArray());
        Certificate[] chain = all.getCertificateChain("gateway");
        KeyStore identity = KeyStore.getInstance("PKCS12");
        identity.load(null, null);
        identity.setKeyEntry("gateway", key, new char[0], chain);
        try (OutputStream out = Files.newOutputStream(gatewayIdentity())) {
            identity.store(out, new char[0]);
        }
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
