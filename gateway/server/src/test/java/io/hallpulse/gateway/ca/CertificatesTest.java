package io.hallpulse.gateway.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site CA and its register, judged by openssl and by the JDK. */
class CertificatesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Actor BY = new Actor("li.na", "technician");
    private static final TerminalId N3 = new TerminalId("north", "n-03");

    @TempDir
    private Path data = Path.of("");

    private Instant now = Instant.parse("2026-11-29T10:00:00Z");
    private final InstantSource clock = () -> now;
    private Store store;
    private StoreWriter writer;

    @BeforeEach
    void open() {
        store = Store.open(data);
        writer = store.writer();
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        store.close();
    }

    @Test
    void open_first_makesAnAuthorityForTheOwnersEyesAlone_whichStays() throws Exception {
        SiteCa made = ca(null);

        Path key = data.resolve("ca/ca.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(made.certificate().getBasicConstraints()).isZero();
        assertThat(made.certificate().getNotBefore().toInstant()).isEqualTo(Instant.EPOCH);
        assertThat(made.certificate().getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(7300)));
        assertThat(openssl("x509", "-in", data.resolve("ca/ca.pem").toString(), "-noout", "-text"))
                .contains("CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign", "prime256v1");
        assertThat(ca(null).certificate()).isEqualTo(made.certificate());
    }

    @Test
    void open_withAPassphrase_encryptsTheKey_andWantsThePassphraseAgain() throws Exception {
        SiteCa made = ca("four of them");

        assertThat(Files.readString(data.resolve("ca/ca.key"))).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(openssl(
                        "pkey", "-in", data.resolve("ca/ca.key").toString(), "-passin", "pass:four of them", "-noout"))
                .isEmpty();
        assertThat(ca("four of them").certificate()).isEqualTo(made.certificate());
        assertThatThrownBy(() -> ca("three"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("ca.key: its passphrase is another; mend ca.passphraseFile");
        assertThatThrownBy(() -> ca(null)).hasMessageContaining("it is encrypted; name the file");
    }

    @Test
    void open_halfOfItMissing_orOfAnother_orWithoutAClock_isRefusedWithTheMend() throws Exception {
        now = Instant.ofEpochSecond(60);
        assertThatThrownBy(() -> ca(null)).hasMessageContaining("set the clock first");
        now = Instant.parse("2026-11-29T10:00:00Z");
        SiteCa unused = SiteCa.open(data.resolve("other"), null, clock, RANDOM);
        assertThat(unused.certificate()).isNotEqualTo(ca(null).certificate());

        Files.copy(data.resolve("other/ca.pem"), replaced("ca/ca.pem"));
        assertThatThrownBy(() -> ca(null)).hasMessageContaining("put both back from one backup");
        Files.delete(data.resolve("ca/ca.key"));
        assertThatThrownBy(() -> ca(null)).hasMessageContaining("ca.key is missing; put it back from a backup");
    }

    @Test
    void issueTerminal_isOfThatTerminal_aClientAndNoServer_from1970For825Days() throws Exception {
        Certificates certificates = certificates();

        CertificateRow row = certificates.issueTerminal(BY, N3, SigningRequest.verified(request("ec")));

        X509Certificate certificate = Certificates.certificate(row);
        assertThat(certificate.getSubjectX500Principal().getName()).startsWith("CN=north/n-03,");
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(Instant.EPOCH);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(825)));
        Path file = Files.writeString(data.resolve("n-03.pem"), row.pem());
        String ca = data.resolve("ca/ca.pem").toString();
        assertThat(openssl("verify", "-purpose", "sslclient", "-x509_strict", "-CAfile", ca, file.toString()))
                .contains(": OK");
        assertThat(openssl("verify", "-purpose", "sslserver", "-CAfile", ca, file.toString()))
                .contains("unsuitable certificate purpose");
        assertThat(certificates.judge(certificate)).isEqualTo(CertificateState.ACCEPTED);
        assertThat(certificates().judge(certificate)).isEqualTo(CertificateState.ACCEPTED);
        assertThat(certificates.isRegistered(N3)).isTrue();
        assertThatThrownBy(() ->
                        certificates.issueTerminal(BY, new TerminalId("gateway", "g7d2"), certificate.getPublicKey()))
                .isInstanceOf(CertificateRefused.class);
    }

    @Test
    void state_goesFromAcceptedToRetiringToRevoked_orExpires_eachInTheRecord() throws Exception {
        Certificates certificates = certificates();
        List<Boolean> told = new ArrayList<>();
        certificates.onChange(changed -> told.add(changed.isRegistered(N3)));
        PublicKey key = SigningRequest.verified(request("ec"));
        CertificateRow row = certificates.issueTerminal(BY, N3, key);
        X509Certificate certificate = Certificates.certificate(row);

        certificates.retire(BY, N3);
        assertThat(certificates.judge(certificate)).isEqualTo(CertificateState.RETIRING);
        now = now.plus(Duration.ofDays(826));
        assertThat(certificates.judge(certificate)).isEqualTo(CertificateState.EXPIRED);
        now = now.minus(Duration.ofDays(826));
        certificates.revoke(BY, N3);
        assertThat(certificates.judge(certificate)).isEqualTo(CertificateState.REVOKED);
        assertThat(certificates().judge(certificate)).isEqualTo(CertificateState.REVOKED);
        assertThatThrownBy(() -> certificates.retire(BY, N3)).isInstanceOf(CertificateRefused.class);
        assertThatThrownBy(() -> certificates.revoke(BY, N3))
                .hasMessage("north/n-03 has no certificate that could be revoked");

        assertThat(told).containsExactly(true, true, false);
        List<Entry> record = writer.transaction(tables -> tables.audit().after(0));
        assertThat(record)
                .extracting(entry -> entry.change().what() + " "
                        + entry.change().object() + ": " + entry.change().before() + " -> "
                        + entry.change().after())
                .containsExactly(
                        "certificate.issue terminals/north/n-03:  -> accepted " + row.serial(),
                        "certificate.retire terminals/north/n-03: accepted -> retiring " + row.serial(),
                        "certificate.revoke terminals/north/n-03: retiring -> revoked " + row.serial());
    }

    @Test
    void judge_ofAnotherAuthority_isUnknown_alsoUnderAKnownSerial() throws Exception {
        Certificates certificates = certificates();
        SiteCa foreign = SiteCa.open(data.resolve("foreign"), null, clock, RANDOM);
        X509Certificate theirs = foreign.issue(Kind.TERMINAL, "north/n-03", key(), List.of());
        assertThat(certificates.judge(theirs)).isEqualTo(CertificateState.UNKNOWN);

        CertificateRow known = certificates.issueTerminal(BY, N3, key());
        writer.transaction(tables -> {
            tables.certificates().remove(known.serial());
            tables.certificates()
                    .insert(new CertificateRow(
                            theirs.getSerialNumber().toString(16),
                            known.kind(),
                            known.name(),
                            N3,
                            known.state(),
                            1,
                            known.notAfterMillis(),
                            1,
                            known.fingerprint(),
                            known.pem()));
            return true;
        });
        assertThat(certificates().judge(theirs)).isEqualTo(CertificateState.UNKNOWN);
    }

    @Test
    void enter_inATransactionThatFails_leavesNothingInForce() throws Exception {
        Certificates certificates = certificates();
        CertificateRow row = certificates.sign(N3, key());

        assertThatThrownBy(() -> writer.submit(tables -> {
                            certificates.enter(tables, BY, row);
                            throw new IllegalStateException("the rest failed");
                        })
                        .get())
                .hasMessageContaining("the rest failed");

        assertThat(certificates.judge(Certificates.certificate(row))).isEqualTo(CertificateState.UNKNOWN);
        assertThat(certificates().all()).isEmpty();
    }

    @Test
    void verified_takesNothingButARequestThatItsOwnKeySigned() throws Exception {
        byte[] good = request("ec");
        assertThat(Keys.fingerprint(SigningRequest.verified(good))).matches("[0-9a-f]{64}");

        for (int at = 0; at < good.length; at++) {
            byte[] touched = good.clone();
            touched[at] ^= 0x21;
            assertThatThrownBy(() -> SigningRequest.verified(touched))
                    .as("byte %s", at)
                    .isInstanceOf(CertificateRefused.class)
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> SigningRequest.verified(request("rsa")))
                .hasMessage("the request's key is none on the curve P-256");
        assertThatThrownBy(() -> SigningRequest.verified(new byte[SigningRequest.MOST_BYTES + 1]))
                .isInstanceOf(CertificateRefused.class);
        assertThatThrownBy(() -> SigningRequest.verified("hello".getBytes(StandardCharsets.US_ASCII)))
                .hasMessage("the request is no PKCS 10 in DER");
    }

    @Test
    void certsOnly_isReadByTheJdkAndByOpenssl() throws Exception {
        SiteCa ca = ca(null);
        X509Certificate certificate = ca.issue(Kind.TERMINAL, "north/n-03", key(), List.of());

        byte[] message = SiteCa.certsOnly(List.of(certificate, ca.certificate()));

        assertThat(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(message)))
                .hasSize(2)
                .anySatisfy(one -> assertThat(one).isEqualTo(certificate));
        Path file = Files.write(data.resolve("certs.p7"), message);
        assertThat(openssl("pkcs7", "-inform", "DER", "-in", file.toString(), "-print_certs", "-noout"))
                .contains("north/n-03", "HallPulse site ");
    }

    @Test
    void ownCertificate_atTwoThirdsOfItsLife_hasANewKey_andNoConnectionEnds() throws Exception {
        try (OwnCertificates own = new OwnCertificates(
                        ca(null),
                        certificates(),
                        data.resolve("ca"),
                        "g7d2",
                        new ServerNames(List.of(), List.of()),
                        BY,
                        clock,
                        RANDOM);
                SSLServerSocket server = (SSLServerSocket)
                        own.server(Kind.BROKER).getServerSocketFactory().createServerSocket(0);
                SSLSocket open = connected(own.client(Kind.GATEWAY), server.getLocalPort());
                Socket accepted = server.accept()) {
            SSLContext trust = own.client(Kind.GATEWAY);
            Future<X509Certificate> first = shownTo(open, accepted);
            X509Certificate before = first.get(30, TimeUnit.SECONDS);
            now = before.getNotAfter().toInstant().minus(SiteCa.LIFE.dividedBy(3));
            own.renewDue();
            assertThat(shown(trust, server)).isEqualTo(before);

            now = now.plusSeconds(1);
            own.renewDue();
            X509Certificate after = shown(trust, server);
            assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
            assertThat(after.getNotAfter()).isAfter(before.getNotAfter());
            assertThat(certificates().judge(after)).isEqualTo(CertificateState.ACCEPTED);
            open.getOutputStream().write('!');
            assertThat(accepted.getInputStream().read()).isEqualTo('!');
            assertThat(shown(trust, server)).as("renewed once").isEqualTo(after);
        }
    }

    private static X509Certificate shown(SSLContext trust, SSLServerSocket server) throws Exception {
        try (SSLSocket client = connected(trust, server.getLocalPort());
                Socket accepted = server.accept()) {
            return shownTo(client, accepted).get(30, TimeUnit.SECONDS);
        }
    }

    private static SSLSocket connected(SSLContext trust, int port) throws IOException {
        return (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private static Future<X509Certificate> shownTo(SSLSocket client, Socket accepted) throws IOException {
        Future<X509Certificate> shown = CompletableFuture.supplyAsync(() -> {
            try {
                client.startHandshake();
                return (X509Certificate) client.getSession().getPeerCertificates()[0];
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        ((SSLSocket) accepted).startHandshake();
        return shown;
    }

    private SiteCa ca(@Nullable String passphrase) throws IOException {
        return SiteCa.open(data.resolve("ca"), passphrase, clock, RANDOM);
    }

    private Certificates certificates() throws Exception {
        return Certificates.open(ca(null), writer, clock);
    }

    private static PublicKey key() throws Exception {
        return Keys.draw(RANDOM).getPublic();
    }

    private Path replaced(String name) throws IOException {
        Path file = data.resolve(name);
        Files.delete(file);
        return file;
    }

    private byte[] request(String algorithm) throws Exception {
        Path file = data.resolve(algorithm + ".csr");
        List<String> key = algorithm.equals("ec")
                ? List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
                : List.of("-newkey", "rsa:2048");
        List<String> command = new ArrayList<>(List.of("req", "-nodes", "-subj", "/CN=whatever", "-outform", "DER"));
        command.addAll(key);
        command.addAll(List.of("-keyout", data.resolve(algorithm + ".key").toString(), "-out", file.toString()));
        openssl(command.toArray(String[]::new));
        return Files.readAllBytes(file);
    }

    private static String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
