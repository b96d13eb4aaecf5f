package io.hallpulse.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.testkit.PlayedEnrolment;
import io.hallpulse.agent.testkit.PlayedSite;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.runtime.tls.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal comes into service at a gateway that is played over real TLS. */
class ProvisioningTest {
    private static final String RECEIVED = """
            hall: north
            terminal: n-03
            gateway: {url: "ssl://127.0.0.1:8883"}
            windows: [{id: A03}]
            inputs:
              - {id: trial, window: A03, keys: {"1": 5}, simulated: {perMinute: 30}}
            """;
    /** Of DER, which tells how long the rest is; a signature's length differs. */
    private static final int HEADER = 3;

    private static final Instant LONG_AGO = Instant.parse("1970-01-01T00:01:00Z");
    private static final Instant YEARS_AHEAD = Instant.parse("2036-11-29T00:00:00Z");

    @TempDir
    private static Path shared;

    private static PlayedSite site;

    private final List<String> said = new ArrayList<>();
    private final Path data;
    private Optional<Instant> syncedTime = Optional.empty();
    private PlayedEnrolment gateway;

    ProvisioningTest(@TempDir Path folder) {
        data = folder.resolve("data");
    }

    @BeforeAll
    static void makeSite() throws IOException {
        site = PlayedSite.make(shared.resolve("site"), "one");
        site.makeServer("web");
        site.makeTerminal("thief", "north/n-99");
    }

    @BeforeEach
    void startGateway() throws IOException {
        gateway = PlayedEnrolment.start(site, "web");
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    private Enrolment enrolment(Enrolment.Pause pause) {
        return new Enrolment(data, () -> syncedTime, pause, said::add);
    }

    private boolean enrol(EnrolmentCode code) throws Exception {
        return enrolment(time -> fail("nothing is pending: " + said)).enrol(GatewayUrl.parse(gateway.url()), code);
    }

    @Test
    void code_acceptedByAPerson_bringsIdentityAndConfiguration() throws Exception {
        EnrolmentCode code = gateway.code();
        Enrolment waiting = enrolment(time -> {
            gateway.accept("north/n-03", RECEIVED);
            return true;
        });
        assertThat(waiting.enrol(GatewayUrl.parse(gateway.url()), code)).isTrue();

        assertThat(said.get(0)).contains("pending", "fingerprint");
        assertThat(said.get(1)).contains("OK", "north/n-03", "2030");
        Identity identity = Identity.load(ManagedFile.identity(data), "");
        assertThat(identity.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=north/n-03");
        assertThat(identity.authorities()).containsExactly(site.authority());
        assertThat(Files.getPosixFilePermissions(ManagedFile.identity(data)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(gateway.seen())
                .containsExactly("enroll " + code.text(), "enroll " + code.text(), "config CN=north/n-03");
        assertThat(data.resolve("enrolment.key")).doesNotExist();
    }

    @Test
    void configuration_received_isWhatEveryCommandReadsThroughTheManagedFile() throws Exception {
        gateway.accept("north/n-03", RECEIVED);
        enrol(gateway.code());
        Path managed = Files.writeString(data.resolveSibling("managed.yaml"), "{data: " + data + ", managed: true}\n");
        AgentConfig config = TerminalFile.read(managed);
        assertThat(config.terminalId()).hasToString("north/n-03");
        assertThat(config.data()).isEqualTo(data);
        assertThat(config.gateway().identity()).isEqualTo(ManagedFile.identity(data));
    }

    @Test
    void code_refused_isOneLineOfTheGateway() {
        for (String reason : List.of("the code is wrong", "the code is used", "the code has expired")) {
            gateway.refuse(reason);
            assertThatThrownBy(() -> enrol(gateway.code()))
                    .isInstanceOf(OperationFailed.class)
                    .hasMessage(gateway.url() + " refuses: " + reason);
        }
        assertThat(ManagedFile.configuration(data)).doesNotExist();
    }

    @Test
    void codeOfAnotherSite_orAManInTheMiddle_getsNothingOfTheCode() throws Exception {
        PlayedSite other = PlayedSite.make(data.resolveSibling("other"), "two");
        EnrolmentCode code =
                EnrolmentCode.draw(new SecureRandom(), other.authority().getPublicKey());
        assertThatThrownBy(() -> enrol(code))
                .isInstanceOf(OperationFailed.class)
                .hasMessageContaining("its CA is not the one of the code")
                .hasMessageNotContaining(code.text());
        assertThat(gateway.seen()).isEmpty();
    }

    @Test
    void terminalOfTheSite_thatPlaysTheGateway_getsNothingOfTheCode() throws Exception {
        try (PlayedEnrolment thief = PlayedEnrolment.start(site, "thief")) {
            assertThatThrownBy(() -> enrolment(time -> false).enrol(GatewayUrl.parse(thief.url()), thief.code()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no certificate of a server");
            assertThat(thief.seen()).isEmpty();
        }
    }

    @Test
    void enrolment_interruptedWhileItWaits_goesOnWithTheSameKey() throws Exception {
        EnrolmentCode code = gateway.code();
        assertThat(enrolment(time -> false).enrol(GatewayUrl.parse(gateway.url()), code))
                .isFalse();
        gateway.accept("north/n-03", RECEIVED);
        assertThat(enrol(code)).isTrue();
        assertThat(Identity.load(ManagedFile.identity(data), "").certificate().getSubjectX500Principal())
                .hasToString("CN=north/n-03");
        assertThat(gateway.requests()).hasSize(2);
        byte[] first = gateway.requests().get(0);
        byte[] second = gateway.requests().get(1);
        int differ = Arrays.mismatch(first, HEADER, first.length, second, HEADER, second.length);
        assertThat(differ).as("bytes until the signature, the key among them").isGreaterThan(100);
    }

    @Test
    void clockThatNothingKeeps_mayBeYearsOff_andOneThatIsKeptMayNot() throws Exception {
        gateway.accept("north/n-03", RECEIVED);
        syncedTime = Optional.of(YEARS_AHEAD);
        assertThatThrownBy(() -> enrol(gateway.code()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has run out", "2030", "clock");
        syncedTime = Optional.of(LONG_AGO);
        assertThat(enrol(gateway.code())).isTrue();
        syncedTime = Optional.empty();
        assertThat(enrol(gateway.code())).isTrue();
    }

    @Test
    void cardWithACode_enrolsByItself_andLosesTheCode() throws Exception {
        gateway.accept("north/n-03", RECEIVED);
        Path boot = Files.writeString(
                data.resolveSibling("hallpulse.txt"),
                "# for HallPulse\r\ngateway=" + gateway.url() + "\r\nCODE = "
                        + gateway.code().text() + "\r\n");
        FirstStart start = new FirstStart(data, boot, () -> syncedTime, time -> false);
        assertThat(start.await()).isTrue();
        assertThat(ManagedFile.configuration(data)).exists();
        assertThat(Files.readAllLines(boot)).containsExactly("# for HallPulse", "gateway=" + gateway.url(), "CODE =");
    }

    @Test
    void cardWithAUsedCode_losesItToo_andTheTerminalWaits() throws Exception {
        gateway.refuse("the code is used");
        Path boot = Files.writeString(
                data.resolveSibling("hallpulse.txt"),
                "gateway=" + gateway.url() + "\ncode=" + gateway.code().text() + "\n");
        List<Object> pauses = new ArrayList<>();
        FirstStart start = new FirstStart(data, boot, () -> syncedTime, time -> {
            pauses.add(time);
            return pauses.size() < 3;
        });
        assertThat(start.await()).isFalse();
        assertThat(Files.readAllLines(boot)).contains("code=");
        assertThat(gateway.seen()).as("asked once, not in turns").hasSize(1);
    }
}
