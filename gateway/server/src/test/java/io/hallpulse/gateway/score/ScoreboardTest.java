package io.hallpulse.gateway.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Scores;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.Inches;
import io.hallpulse.gateway.config.Metres;
import io.hallpulse.gateway.config.ScreenConfig;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {
    /** Sunday 18:03 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-22T10:03:11Z");

    private static final Instant THIS_HOUR = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path data;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Scores> published = new ConcurrentLinkedQueue<>();
    private Store store;
    private StoreWriter writer;
    private Scoreboard scoreboard;

    @BeforeEach
    void open() {
        HallConfig north = TestHalls.north(data, "A03", "A04").halls().get(0);
        HallConfig hall = new HallConfig(
                north.id(),
                north.name(),
                north.timeZone(),
                new ScreenConfig(3, 1, Duration.ZERO, Duration.ofSeconds(60), new Inches(75), new Metres(10)),
                List.of(),
                List.of(),
                north.windows());
        store = Store.open(data);
        writer = store.writer();
        GatewayClock gatewayClock = new GatewayClock(clock::get, nanos::get, () -> true, false, 0);
        scoreboard = new Scoreboard(
                () -> new Halls(List.of(hall.hall())), store, writer, published::add, gatewayClock, nanos::get);
    }

    @AfterEach
    void close() throws Exception {
        scoreboard.close();
        writer.close();
        store.close();
    }

    @Test
    void scores_underTheMinimum_showTheirTotalAlone() throws Exception {
        count("A03", THIS_HOUR, 5, 2);

        WindowScore hidden = window(Period.TODAY, "A03");
        assertThat(hidden.total()).isEqualTo(2);
        assertThat(hidden.n()).isNull();
        assertThat(hidden.satisfaction()).isNull();

        count("A03", THIS_HOUR, 1, 1);
        assertThat(window(Period.TODAY, "A03").n()).isEqualTo(Map.of("5", 2L, "4", 0L, "3", 0L, "2", 0L, "1", 1L));
        assertThat(window(Period.TODAY, "A03").satisfaction()).isEqualTo(0.667);
    }

    @Test
    void scores_eachPeriod_sumsItsBucketsAlone() throws Exception {
        count("A03", THIS_HOUR, 5, 1);
        count("A03", Instant.parse("2026-11-21T16:00:00Z"), 5, 10);
        count("A03", Instant.parse("2026-11-21T15:00:00Z"), 5, 100);
        count("A03", Instant.parse("2026-11-15T15:00:00Z"), 5, 1000);
        count("A03", Instant.parse("2026-10-31T15:00:00Z"), 5, 10_000);
        count("A03", Instant.ofEpochMilli(Buckets.UNCERTAIN), 5, 100_000);

        assertThat(window(Period.HOUR, "A03").total()).isEqualTo(1);
        assertThat(window(Period.TODAY, "A03").total()).isEqualTo(11);
        assertThat(window(Period.WEEK, "A03").total()).isEqualTo(111);
        assertThat(window(Period.MONTH, "A03").total()).isEqualTo(1111);
        assertThat(window(Period.ALL, "A03").total()).isEqualTo(111_111);
        assertThat(window(Period.ALL, "A04").total()).isZero();
    }

    @Test
    void trend_againstTheSevenDaysBefore_onlyWhereChanceDoesNotExplainIt() throws Exception {
        count("A03", THIS_HOUR, 5, 20);
        assertThat(window(Period.TODAY, "A03").trend()).as("no earlier day").isNull();

        count("A03", Instant.parse("2026-11-14T15:59:00Z"), 1, 1000); // eight days before
        count("A03", Instant.parse("2026-11-14T16:00:00Z"), 5, 95);
        count("A03", Instant.parse("2026-11-21T15:00:00Z"), 1, 5);
        assertThat(window(Period.TODAY, "A03").trend()).as("95 % before").isNull();

        count("A03", Instant.parse("2026-11-21T15:00:00Z"), 1, 45);
        assertThat(window(Period.TODAY, "A03").trend()).as("66 % before").isEqualTo("up");
        assertThat(window(Period.WEEK, "A03").trend()).isNull();

        count("A03", THIS_HOUR, 1, 30);
        assertThat(window(Period.TODAY, "A03").trend()).as("40 % today").isEqualTo("down");
    }

    @Test
    void scores_nextDay_beginAtNought() throws Exception {
        count("A03", THIS_HOUR, 5, 4);
        assertThat(window(Period.TODAY, "A03").total()).isEqualTo(4);

        clock.set(Instant.parse("2026-11-22T16:00:00Z"));
        assertThat(window(Period.TODAY, "A03").total()).isZero();
        assertThat(window(Period.WEEK, "A03").total()).isZero();
        assertThat(window(Period.MONTH, "A03").total()).isEqualTo(4);
    }

    @Test
    void published_onChange_isTheChangedWindowAndAfterTwentySecondsAll() throws Exception {
        scoreboard.start();
        await().until(() -> published.size() == 2);

        count("A04", THIS_HOUR, 5, 3);
        await().until(() -> published.size() == 3);
        assertThat(published).last().satisfies(scores -> {
            assertThat(scores.window()).isEqualTo("A04");
            assertThat(scores.total()).isEqualTo(3);
            assertThat(scores.mean()).isEqualTo(10.0);
        });

        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        await().until(() -> published.size() == 5);
    }

    @Test
    void subscribed_withoutAnyChange_isToldEveryFifteenSeconds() throws Exception {
        Queue<HallScores> told = new ConcurrentLinkedQueue<>();
        scoreboard.subscribe("north", told::add);
        scoreboard.start();
        await().until(() -> told.size() == 1);

        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
        await().until(() -> told.size() == 2);
    }

    @Test
    void subscribed_whenTerminalFallsSilent_isTold() throws Exception {
        store.terminals()
                .update(
                        new TerminalId("north", "n-03"),
                        old -> new TerminalState("online", NOW.toEpochMilli(), null, false, Set.of("A03")));
        Queue<HallScores> told = new ConcurrentLinkedQueue<>();
        scoreboard.subscribe("north", told::add);
        scoreboard.start();
        await().until(() -> told.size() == 1);

        clock.set(NOW.plusSeconds(61));
        await().until(() -> told.size() == 2);
        assertThat(told).last().satisfies(scores -> {
            assertThat(scores.windows().get(0).stale()).isTrue();
            assertThat(scores.windows().get(0).age()).isEqualTo(61);
            assertThat(scores.windows().get(1).stale()).isFalse();
            assertThat(scores.windows().get(1).age()).isNull();
        });
    }

    @Test
    void subscribe_unknownHall_isRefused() {
        assertThatThrownBy(() -> scoreboard.subscribe("south", scores -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("south");
        assertThat(scoreboard.scores("south", Period.TODAY)).isEmpty();
    }

    private void count(String window, Instant bucket, int level, long n) throws SQLException, InterruptedException {
        TallyKey key = new TallyKey("north", window, bucket.toEpochMilli(), level);
        writer.transaction(tables -> {
            tables.tallies().add(Map.of(key, new Tally(n, 0)));
            return n;
        });
        scoreboard.counted(Set.of(key));
    }

    private WindowScore window(Period period, String id) {
        return scoreboard.scores("north", period).orElseThrow().windows().stream()
                .filter(score -> score.window().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
