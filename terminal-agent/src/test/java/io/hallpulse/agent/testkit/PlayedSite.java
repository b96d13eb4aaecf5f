package io.hallpulse.agent.testkit;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A site's CA as the gateway has it: certificates of servers or of clients, all from 1970 on. JDK's keytool makes them. */
public final class PlayedSite {
    private static final String PASSWORD = "only-for-this-test";
    private static final String FROM_1970_TO_2030 = "21915";
    private static final String FROM_1970_TO_2060 = "32872";

    private final Path folder;
    private final AtomicInteger requests = new AtomicInteger();

    private PlayedSite(Path folder) {
        this.folder = folder;
    }

    /** A new CA in a new folder. */
    public static PlayedSite make(Path folder, String name) throws IOException {
        PlayedSite site = new PlayedSite(Files.createDirectories(folder));
        site.generate("ca", FROM_1970_TO_2060, "-dname", "CN=Site " + name, "-ext", "bc:critical=ca:true,pathlen:0");
        return site;
    }

    /** A key and its certificate, until 2030, as a server at 127.0.0.1. */
    public void makeServer(String alias) {
        generate(
                alias,
                FROM_1970_TO_2030,
                "-dname",
                "CN=" + alias,
                "-signer",
                "ca",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-ext",
                "eku=serverAuth");
    }

    /** A key and its certificate, until 2030, as a terminal. */
    public void makeTerminal(String alias, String name) {
        generate(alias, FROM_1970_TO_2030, "-dname", "CN=" + name, "-signer", "ca", "-ext", "eku=clientAuth");
    }

    /** What that CA answers a request with, for a terminal, until 2030. */
    public X509Certificate sign(byte[] request, String name) throws IOException {
        String pem = "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder().encodeToString(request) + "\n-----END CERTIFICATE REQUEST-----\n";
        Path in = Files.writeString(folder.resolve("request-" + requests.incrementAndGet()), pem);
        Path out = folder.resolve(in.getFileName() + ".crt");
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                in.toString(),
                "-outfile",
                out.toString(),
                "-dname",
                "CN=" + name,
                "-ext",
                "eku=clientAuth",
                "-startdate",
                "1970/01/01 00:00:00",
                "-validity",
                FROM_1970_TO_2030);
        try (InputStream der = new ByteArrayInputStream(Files.readAllBytes(out))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public X509Certificate authority() {
        return chain("ca").get(0);
    }

    /** The certificate first, the CA last. */
    public List<X509Certificate> chain(String alias) {
        try {
            return Arrays.stream(store().getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public PrivateKey key(String alias) {
        try {
            return (PrivateKey) store().getKey(alias, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store() {
        try (InputStream in = Files.newInputStream(folder.resolve("site.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void generate(String alias, String days, String... arguments) {
        Stream<String> generate = Stream.of(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-startdate",
                "1970/01/01 00:00:00",
                "-validity",
                days);
        keytool(Stream.concat(generate, Arrays.stream(arguments)).toArray(String[]::new));
    }

    private void keytool(String... arguments) {
        Stream<String> command = Stream.concat(
                Stream.of(Java.tool("keytool").toString()),
                Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of(
                                "-keystore",
                                folder.resolve("site.p12").toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD)));
        Program.run(folder.resolve("keytool.log"), command.toList());
    }
}
