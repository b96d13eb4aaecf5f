package io.hallpulse.gateway.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.gateway.ca.CertificateState;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.enrolment.EnrolmentRefused.Reason;
import io.hallpulse.gateway.store.AuditReader;
import io.hallpulse.gateway.store.EnrolmentRow;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalConfigRow;
import io.hallpulse.gateway.testkit.OpenSsl;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class EnrolmentsTest {
    private static final Actor CHEN = new Actor("chen", "technician");
    private static final TerminalId N3 = new TerminalId("north", "n-03");
    private static final TerminalId N4 = new TerminalId("north", "n-04");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @TempDir
    private Path data = Path.of("");

    private final AtomicLong millis =
            new AtomicLong(Instant.parse("2026-11-22T10:00:00Z").toEpochMilli());
    private final AtomicLong nanos = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

    private Store store;
    private StoreWriter writer;
    private Certificates certificates;
    private Enrolments enrolments;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(data);
        writer = store.writer();
        certificates =
                Certificates.open(SiteCa.open(data.resolve("ca"), null, clock, new SecureRandom()), writer, clock);
        EnrolmentAddress address = new EnrolmentAddress() {
            @Override
            public String enrolment() {
                return "https://10.0.0.5:8444";
            }

            @Override
            public String broker() {
                return "ssl://10.0.0.5:8883";
            }
        };
        enrolments = new Enrolments(writer, certificates, address, clock, nanos::get, new SecureRandom());
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        store.close();
    }

    private void later(Duration span) {
        millis.addAndGet(span.toMillis());
        nanos.addAndGet(span.toNanos());
    }

    private String code() throws Exception {
        return enrolments.invite(CHEN, null, QUARTER).code();
    }

    private byte[] request(String name) throws Exception {
        return OpenSsl.request(data, name);
    }

    private String onlyPending() throws Exception {
        List<EnrolmentRow> pending = enrolments.pending();
        assertThat(pending).hasSize(1);
        return pending.get(0).request();
    }

    private void refused(Reason reason, String why, String code, byte[] request) {
        assertThatThrownBy(() -> enrolments.ask(code, request, "10.0.0.7"))
                .isInstanceOfSatisfying(
                        EnrolmentRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(why);
    }

    private List<String> recorded() throws Exception {
        writer.submit(tables -> true).get(30, TimeUnit.SECONDS); // behind what is still on its way into the record
        return store.reader().audit().newest(AuditReader.Wanted.ALL, 100, 0).stream()
                .map(Entry::change)
                .map(change -> change.actor().name() + " " + change.what())
                .toList();
    }

    private String config(TerminalId terminal) throws Exception {
        return writer.transaction(tables -> tables.terminalConfigs()
                .last(terminal)
                .map(TerminalConfigRow::config)
                .orElse(""));
    }

    @Test
    void asked_waitsUntilSomebodyAccepts_andThenHasItsCertificateAndFile() throws Exception {
        Invitation invitation = enrolments.invite(CHEN, null, QUARTER);
        assertThat(invitation.provision())
                .isEqualTo("terminal-agent provision --gateway https://10.0.0.5:8444 --code " + invitation.code());
        assertThat(invitation.expires()).isEqualTo(clock.instant().plus(QUARTER));
        assertThat(EnrolmentCode.parse(invitation.code())
                        .isOf(certificates.authority().getPublicKey()))
                .isTrue();

        byte[] request = request("new");
        assertThat(enrolments.ask(invitation.code(), request, "10.0.0.7")).isEmpty();
        later(Duration.ofMinutes(20));
        assertThat(enrolments.ask(invitation.code(), request, "10.0.0.7"))
                .as("a request outlives its code")
                .isEmpty();
        String id = onlyPending();
        assertThatThrownBy(() -> enrolments.accept(CHEN, id, N3, "", null)).hasMessageContaining("say which window");
        enrolments.accept(CHEN, id, N3, "A03", null);

        X509Certificate certificate =
                enrolments.ask(invitation.code(), request, "10.0.0.7").orElseThrow();
        assertThat(certificates.terminal(certificate)).hasValue(N3);
        assertThat(certificates.judge(certificate)).isEqualTo(CertificateState.ACCEPTED);
        assertThat(enrolments.config(certificate).orElseThrow().config())
                .startsWith("hall: north\nterminal: n-03\ndata: /var/lib/hallpulse-agent\n"
                        + "gateway: {url: \"ssl://10.0.0.5:8883\", identity: /var/lib/hallpulse-agent/identity.p12}\n")
                .contains("- {id: A03,", "window: A03");
        assertThat(enrolments.pending()).isEmpty();
        assertThat(recorded())
                .containsExactly(
                        "chen certificate.issue",
                        "chen enrolment.accept",
                        "10.0.0.7 enrolment.ask",
                        "chen enrolment.invite");
    }

    @Test
    void code_thatIsWrongUsedExpiredOrOfAnotherSite_letsNobodyIn() throws Exception {
        byte[] request = request("new");
        String code = code();
        String other = EnrolmentCode.draw(
                        new SecureRandom(), certificates.authority().getPublicKey())
                .text();
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        String elsewhere = EnrolmentCode.draw(
                        new SecureRandom(), keys.generateKeyPair().getPublic())
                .text();
        refused(Reason.CODE, "was not made here", other, request);
        refused(Reason.CODE, "another site", elsewhere, request);
        refused(Reason.CODE, "has 4", "7KQ2", request);
        refused(Reason.UNFIT, "no PKCS 10", code, new byte[] {1, 2, 3});
        later(QUARTER.plusMillis(1));
        refused(Reason.CODE, "has expired", code, request);
        assertThat(enrolments.pending()).isEmpty();

        String fresh = code();
        assertThat(enrolments.ask(fresh, request, "10.0.0.7")).isEmpty();
        refused(Reason.CODE, "used by another", fresh, request("thief"));
        enrolments.accept(CHEN, onlyPending(), N3, "A03", null);
        refused(Reason.CODE, "used by another", fresh, request("thief"));
        assertThat(enrolments.ask(fresh, request, "10.0.0.7")).isPresent();
        assertThat(recorded()).contains("10.0.0.7 enrolment.wrong-code");
    }

    @Test
    void wrongCodes_areTenASecondAtMost_whoeverTries() throws Exception {
        byte[] request = request("new");
        String code = code();
        for (int i = 0; i < 10; i++) {
            refused(Reason.CODE, "has 4", "7KQ2", request);
        }
        refused(Reason.LATER, "in a second", code, request);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(enrolments.ask(code, request, "10.0.0.7")).isEmpty();
    }

    @Test
    void wrongCodes_areInTheRecordOnceAnHour() throws Exception {
        byte[] request = request("new");
        for (int i = 0; i < 3; i++) {
            refused(Reason.CODE, "has 4", "7KQ2", request);
        }
        assertThat(recorded()).containsExactly("10.0.0.7 enrolment.wrong-code");
        later(Duration.ofHours(1));
        refused(Reason.CODE, "has 4", "7KQ2", request);
        assertThat(recorded()).containsExactly("10.0.0.7 enrolment.wrong-code", "10.0.0.7 enrolment.wrong-code");
    }

    @Test
    void refused_isToldSo_andCannotBeAcceptedAnyMore() throws Exception {
        byte[] request = request("new");
        String code = code();
        assertThat(enrolments.ask(code, request, "10.0.0.7")).isEmpty();
        String id = onlyPending();
        enrolments.refuse(CHEN, id);
        refused(Reason.CODE, "refused this terminal", code, request);
        assertThatThrownBy(() -> enrolments.accept(CHEN, id, N3, "A03", null)).hasMessageContaining("no request");
        assertThat(recorded()).startsWith("chen enrolment.refuse");
    }

    @Test
    void accept_aNameThatIsTaken_changesNothing() throws Exception {
        accepted("first", N3);
        assertThat(enrolments.ask(code(), request("second"), "10.0.0.8")).isEmpty();
        String id = onlyPending();
        assertThatThrownBy(() -> enrolments.accept(CHEN, id, N3, "A03", null)).hasMessageContaining("already");
        assertThat(onlyPending()).isEqualTo(id);
        enrolments.accept(CHEN, id, N4, "", "terminal: {terminal}\nhall: {hall}\n");
        assertThat(config(N4)).isEqualTo("terminal: n-04\nhall: north\n");
    }

    @Test
    void replace_makesTheOldOneRetiring_andTheNewOneHasItsFile() throws Exception {
        X509Certificate old = accepted("old", N3);
        Invitation invitation = enrolments.replace(CHEN, N3, "n-04", QUARTER);
        assertThat(certificates.judge(old)).isEqualTo(CertificateState.RETIRING);
        assertThat(enrolments.ask(invitation.code(), request("new"), "10.0.0.9"))
                .isEmpty();
        assertThat(Objects.requireNonNull(enrolments.pending().get(0).terminal()))
                .isEqualTo(N4);
        enrolments.accept(CHEN, onlyPending(), N4, "", null);
        assertThat(config(N4)).isEqualTo(config(N3).replace("n-03", "n-04"));

        enrolments.revoke(CHEN, N3);
        assertThat(certificates.judge(old)).isEqualTo(CertificateState.REVOKED);
        assertThatThrownBy(() -> enrolments.renew(old, request("again"))).hasMessage("this certificate is revoked");
        assertThatThrownBy(() -> enrolments.config(old)).hasMessage("this certificate is revoked");
        assertThatThrownBy(() -> enrolments.revoke(CHEN, new TerminalId("north", "n-99")))
                .hasMessageContaining("n-99");
    }

    @Test
    void renewed_byTheOldCertificate_hasOneOfTheSameNameForANewKey() throws Exception {
        X509Certificate old = accepted("old", N3);
        X509Certificate renewed = enrolments.renew(old, request("next"));
        assertThat(renewed.getPublicKey()).isNotEqualTo(old.getPublicKey());
        assertThat(certificates.terminal(renewed)).hasValue(N3);
        assertThat(certificates.judge(old))
                .as("until the new one has connected")
                .isEqualTo(CertificateState.ACCEPTED);
        assertThat(recorded()).startsWith("north/n-03 certificate.issue");
    }

    private X509Certificate accepted(String name, TerminalId terminal) throws Exception {
        String code = code();
        byte[] request = request(name);
        assertThat(enrolments.ask(code, request, "10.0.0.7")).isEmpty();
        enrolments.accept(CHEN, onlyPending(), terminal, "A03", null);
        return enrolments.ask(code, request, "10.0.0.7").orElseThrow();
    }
}
