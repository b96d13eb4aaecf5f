package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final long MADE = -5;

    private final Probe probe = new Probe(MADE);

    @Test
    void isDue_atOnceAndThenEveryFiveSeconds() {
        assertThat(probe.isDue(at(0))).isTrue();
        assertThat(probe.isDue(at(4))).isFalse();
        assertThat(probe.isDue(at(5))).isTrue();
        assertThat(probe.isDue(at(9))).isFalse();
    }

    @Test
    void isDeaf_neitherEchoNorCommitForTenSeconds() {
        assertThat(probe.isDeaf(at(10))).isFalse();
        assertThat(probe.isDeaf(at(11))).isTrue();
        probe.alive(at(11));
        assertThat(probe.isDeaf(at(21))).isFalse();
        assertThat(probe.isDeaf(at(22))).isTrue();
    }

    @Test
    void messagesWaitingForIngest_areNoDeafnessAndNoProof() {
        probe.excused(at(9));
        assertThat(probe.isDeaf(at(19))).isFalse();
        assertThat(probe.isProven()).isFalse();
    }

    private static long at(int seconds) {
        return MADE + TimeUnit.SECONDS.toNanos(seconds);
    }
}
