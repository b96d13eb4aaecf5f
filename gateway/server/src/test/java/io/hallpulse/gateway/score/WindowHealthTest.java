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
                .containsEntry("A03", new WindowHealth(true, false, 10L))
                .containsEntry("A04", new WindowHealth(true, false, 100L));
    }

    @Test
    void of_silentForExactlyTheLimit_isNotStaleYet() {
        assertThat(WindowHealth.of(List.of(terminal(40_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(false, false, 60L));
    }

    @Test
    void of_heardJustNowButWaitingTooLong_isStale() {
        assertThat(WindowHealth.of(List.of(terminal(100_000, 39_999L, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, false, 0L));
        assertThat(WindowHealth.of(List.of(terminal(100_000, 40_000L, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(false, false, 0L));
    }

    @Test
    void of_offlineWithNothingWaitingBesideALiveOne_isNotStale() {
        var replaced = new TerminalState("offline", 0, null, false, Set.of("A03", "A04"));

        assertThat(WindowHealth.of(List.of(replaced, terminal(90_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(false, false, 10L))
                .containsEntry("A04", new WindowHealth(true, false, 100L));
    }

    @Test
    void of_offlineWithPressesWaitingBesideALiveOne_isStale() {
        var broken = new TerminalState("offline", 0, 1L, false, Set.of("A03"));

        assertThat(WindowHealth.of(List.of(broken, terminal(90_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, false, 10L));
    }

    @Test
    void of_offlineBesideOneThatIsSilentToo_isStale() {
        var replaced = new TerminalState("offline", 0, null, false, Set.of("A03"));

        assertThat(WindowHealth.of(List.of(replaced, terminal(10_000, null, "A03")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, false, 90L));
    }

    @Test
    void of_stoppedCleanly_isPaused_untilOneOfTheWindowIsThereOrHasPressesWaiting() {
        var stopped = new TerminalState("offline", 0, null, true, Set.of("A03", "A04", "A05", "A06"));
        var vanished = new TerminalState("offline", 0, null, false, Set.of("A04"));
        var waits = new TerminalState("offline", 0, 1L, true, Set.of("A05"));

        assertThat(WindowHealth.of(List.of(stopped, vanished, waits, terminal(90_000, null, "A06")), 100_000, MINUTE))
                .containsEntry("A03", new WindowHealth(true, true, 100L))
                .containsEntry("A04", new WindowHealth(true, false, 100L))
                .containsEntry("A05", new WindowHealth(true, false, 100L))
                .containsEntry("A06", new WindowHealth(false, false, 10L));
    }

    private static TerminalState terminal(long heardMillis, @Nullable Long waitingSince, String... windows) {
        return new TerminalState("online", heardMillis, waitingSince, false, Set.of(windows));
    }
}
