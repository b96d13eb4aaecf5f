package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A terminal on its way into service, and out of it, by TLS, every program in a process of its own. */
@NullMarked
class IntoServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TEMPLATE = """
            windows:
              - {id: {window}, mode: free, responseInterval: 0s}
            inputs:
              - id: typed
                window: {window}
                keys: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
                keyboard: {}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource(SecuredBroker.class)
    void terminal_invitedAndAccepted_isCounted_revokedKeepsItsPresses_andIsCountedOnceBack(SecuredBroker broker)
            throws Exception {
        Hall hall = new Hall(folder);
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        try (SecuredBroker.Running beside = broker.start(hall);
                Program gateway = hall.startSecuredGateway(broker)) {
            gateway.awaitOut("ready");
            String code = hall.invite("n-03");
            hall.enrol("n-03", code, template);
            try (Program agent = hall.startProvisioned("n-03")) {
                agent.awaitOut("connected");
                agent.type("1");
                agent.type("5");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(hall.counts("A04")).isEqualTo(Map.of(5, 1L, 1, 1L)));

                assertThat(refusal(hall.provision("n-99", hall.enrolmentPort, code)))
                        .as("a code that was used")
                        .contains("used");

                hall.terminals("revoke", "north/n-03");
                agent.awaitOut("revoked");
                agent.type("2");
                assertThat(agent.stop()).isZero();
            }
            assertThat(hall.counts("A04")).as("pressed while revoked").isEqualTo(Map.of(5, 1L, 1, 1L));

            hall.enrol("n-03", hall.invite("n-03"), template);
            try (Program agent = hall.startProvisioned("n-03")) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(hall.counts("A04"))
                                .as(agent.output())
                                .isEqualTo(Map.of(5, 1L, 4, 1L, 1, 1L)));
                assertThat(agent.stop()).isZero();
            }
            assertThat(gateway.stop()).isZero();
            assertThat(beside.isWell()).isTrue();
        }
    }

    @Test
    void code_shownToAGatewayOfAnotherSite_isRefusedInALineAndNobodyIsAsked() throws Exception {
        Hall other = new Hall(Files.createDirectory(folder.resolve("other")));
        Hall hall = new Hall(folder);
        try (Program theirs = other.startSecuredGateway();
                Program ours = hall.startSecuredGateway()) {
            theirs.awaitOut("ready");
            ours.awaitOut("ready");
            String code = hall.invite("n-03");

            assertThat(refusal(hall.provision("n-98", other.enrolmentPort, code)))
                    .as("a gateway of another CA, as a man in the middle would be")
                    .contains("CA");
            assertThat(hall.terminals("pending").path("requests")).isEmpty();
            assertThat(other.terminals("pending").path("requests")).isEmpty();
        }
    }

    /** The one line of a command that failed. */
    private static String refusal(Program program) {
        try (program) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.err()).hasLineCount(1);
            return program.err();
        }
    }
}
