package io.hallpulse.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.DirectorySources;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.TallyRatings;
import io.hallpulse.gateway.config.AssessConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoHistoryTest {
    private static final String HASH = "$2a$04$abcdefghijklmnopqrstuu5Z1mFf1nQ1Q1Q1Q1Q1Q1Q1Q1Q1Q1Q1Q";
    private static final Instant AFTERNOON = Instant.parse("2026-11-29T06:30:00Z");

    @TempDir
    private Path data = Path.of("");

    @Test
    void write_twoMonths_areWhatAccountAndVerifyTakeItFor() throws Exception {
        GatewayConfig config = DemoHall.gateway(data, null, 0, 15);

        long counted = DemoHistory.write(data, config.directory(), HASH, InstantSource.fixed(AFTERNOON), new Random(1));

        assertThat(counted).isBetween(20_000L, 60_000L);
        assertThat(Upkeep.verify(config, line -> {}).presses().differences()).isZero();
        try (Store store = Store.open(data)) {
            Account.Sum sum = Account.read(store.reader().account(), null).sum();
            assertThat(sum.counts().counted()).isEqualTo(counted);
            assertThat(sum.counts().flagged()).isPositive();
            assertThat(sum.counts().received())
                    .isEqualTo(sum.counts().stored())
                    .isEqualTo(sum.counts().counted() + sum.counts().flagged());
            assertThat(store.terminals()
                            .state(new TerminalId(DemoHall.ID, "t-14"))
                            .orElseThrow()
                            .stopped())
                    .isTrue();
            assertThat(store.terminals()
                            .state(new TerminalId(DemoHall.ID, "t-08"))
                            .orElseThrow()
                            .stopped())
                    .isFalse();
        }
    }

    /** The first working days of a month, when the last one cannot be published yet, and a year that nobody has a calendar of. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-29T06:30:00Z", "2026-12-01T00:10:00Z", "2027-01-11T02:00:00Z", "2027-03-09T23:59:00Z"})
    void rounds_onAnyDay_areOnePublishedAndOneThatRuns(Instant now) throws Exception {
        GatewayConfig config = DemoHall.gateway(data, null, 0, 15);

        DemoHistory.write(data, config.directory(), HASH, InstantSource.fixed(now), new Random(1));

        try (Store store = Store.open(data)) {
            Halls halls = store.writer().transaction(tables -> tables.halls().current());
            try (Assessments assessments = Assessments.open(
                    data,
                    config.database(),
                    AssessConfig.DEFAULT,
                    new DirectorySources(
                            () -> halls, store.tallies(), store.reader().tickets(), DemoPeople::all),
                    new TallyRatings(
                            () -> halls, store.tallies(), store.reader().channels()),
                    new Random(1),
                    "test",
                    InstantSource.fixed(now))) {
                Assessments.Room room = assessments.room().orElseThrow();
                List<RoundRow> rounds = room.rounds().all();
                assertThat(rounds).extracting(RoundRow::state).containsExactly(RoundState.PUBLISHED, RoundState.FROZEN);
                assertThat(rounds.get(1).period())
                        .isEqualTo(YearMonth.from(now.atZone(ZoneId.of("Asia/Shanghai")))
                                .toString());
                List<Place> places =
                        room
                                .rounds()
                                .counted(rounds.get(0).scheme(), rounds.get(0).period())
                                .counted()
                                .cards()
                                .stream()
                                .map(Scorecard::place)
                                .toList();
                assertThat(places).hasSize(15).filteredOn(Place::listed).hasSizeGreaterThanOrEqualTo(7);
                assertThat(places).filteredOn(place -> place.rank() == null).hasSize(1);
            }
        }
    }
}
