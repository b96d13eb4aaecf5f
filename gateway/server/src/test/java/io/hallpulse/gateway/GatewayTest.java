package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.score.Period;
import io.hallpulse.gateway.score.WindowScore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
    @TempDir
    Path data;

    @Test
    void press_committed_isAcknowledgedAndScored() throws Exception {
        try (Gateway gateway = Gateway.start(TestHalls.north(data, "A03"), false)) {
            await().until(gateway::ready);
            try (RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
                terminal.presses("run1", 1, rating(1, 5), rating(2, 4));
                terminal.awaitAck("run1", 2);
            }
            assertThat(score(gateway, "A03").n()).isEqualTo(Map.of("5", 1L, "4", 1L, "3", 0L, "2", 0L, "1", 0L));
        }
    }

    static Press rating(long seq, int level) {
        return Press.rating(seq, "A03", "panel", "1", level, Instant.now(), 1000 * seq);
    }

    static WindowScore score(Gateway gateway, String window) {
        return gateway.scoreboard().scores("north", Period.ALL).orElseThrow().windows().stream()
                .filter(score -> score.window().equals(window))
                .findFirst()
                .orElseThrow();
    }
}
