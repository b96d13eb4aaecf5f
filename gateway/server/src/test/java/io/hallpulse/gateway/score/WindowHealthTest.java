package io.hallpulse.gateway.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.store.TerminalState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowHealthTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @Test
    void of_twoTerminalsOneSilent_isStaleYetOfTheYoungerAge() {
        var health = WindowHealth.of(
                List.of(terminal(0, null, "A03", "A04"), terminal(90_000, null, "A03")), 100_000, MINUTE);

        assertThat(health)
                .containsEntry("A03", new WindowHealth(true, 10L))
                .containsEntry("A04", new WindowHealth(true, 100L));
    }

    @Test
    void of_silentForExactlyTheLimit_isNotStaleYet() {
        assertThat(WindowHealth.of(List.of(terminal(40_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(false, 60L));
    }

    @Test
    void of_heardJustNowButWaitingTooLong_isStale() {
        assertThat(WindowHealth.of(List.of(terminal(100_000, 39_999L, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, 0L));
        assertThat(WindowHealth.of(List.of(terminal(100_000, 40_000L, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(false, 0L));
    }

    @Test
    void of_offlineWithNothingWaitingBesideALiveOne_isNotStale() {
        var replaced = new TerminalState("offline", 0, null, Set.of("A03", "A04"));

        assertThat(WindowHealth.of(List.of(replaced, terminal(90_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(false, 10L))
                .containsEntry("A04", new WindowHealth(true, 100L));
    }

    @Test
    void of_offlineWithPressesWaitingBesideALiveOne_isStale() {
        var broken = new TerminalState("offline", 0, 1L, Set.of("A03"));

        assertThat(WindowHealth.of(List.of(broken, terminal(90_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, 10L));
    }

    @Test
    void of_offlineBesideOneThatIsSilentToo_isStale() {
        var replaced = new TerminalState("offline", 0, null, Set.of("A03"));

        assertThat(WindowHealth.of(List.of(replaced, terminal(10_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, 90L));
    }

    private static TerminalState terminal(long heardMillis, @Nullable Long waitingSince, String... windows) {
        return new TerminalState("online", heardMillis, waitingSince, Set.of(windows));
    }
}
