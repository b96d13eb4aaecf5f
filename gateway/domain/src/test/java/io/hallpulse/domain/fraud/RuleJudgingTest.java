package io.hallpulse.domain.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.calendar.OpeningHours;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.WeeklyHours;
import io.hallpulse.domain.duty.Pause;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of each rule, and what all of them have in common. */
class RuleJudgingTest {
    /** A Monday, 10:00. */
    private static final long START = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();

    private static final int SEEDS = 150;

    private final Known known = new Known();

    /** What a test says of the window. */
    private static final class Known implements Circumstances {
        private double share = -1;
        private final List<Long> signs = new ArrayList<>();
        private final List<Pause> pauses = new ArrayList<>();
        private Openings openings = new Openings(Map.of());

        @Override
        public boolean isClosed(RatedPress press, long graceMillis) {
            return openings.isClosed(press, graceMillis);
        }

        @Override
        public Optional<Pause> lastPause(long beforeMillis) {
            return pauses.stream()
                    .filter(pause -> pause.fromMillis() < beforeMillis)
                    .max(Comparator.comparingLong(Pause::fromMillis));
        }

        @Override
        public double topShare(RatedPress press) {
            return share;
        }

        @Override
        public boolean isNearSign(RatedPress press, long millis) {
            return signs.stream().anyMatch(sign -> Math.abs(sign - press.placedMillis()) <= millis);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // seconds of the presses                | ordinals of those that are flagged
                "interval on seconds=5                   | 0 5 10                        | ",
                "interval on seconds=5                   | 0 4                           | 2",
                "interval on seconds=5                   | 0 3 6 9 20                    | 2 3 4",
                "burst on presses=5 seconds=20           | 0 5 10 15                     | ",
                "burst on presses=5 seconds=20           | 0 5 10 15 20 25 90            | 5 6",
                "burst on presses=5 seconds=20           | 0 5 10 15 21                  | ",
                "regular on presses=5 variation=0.08     | 0 60 120 180 240 300          | 5 6",
                "regular on presses=5 variation=0.08     | 0 60 121 180 239 400          | 5",
                "regular on presses=5 variation=0.08     | 0 60 90 180 300 330 500       | ",
                "regular on presses=5 variation=0.08     | 0 0 0 0 0                     | ",
            })
    void rulesOfSpacing(String rule, String seconds, String flagged) {
        List<RatedPress> line = new ArrayList<>();
        for (String second : seconds.strip().split(" ")) {
            line.add(press(1, line.size() + 1L, Integer.parseInt(second) * 1000L, 3));
        }

        assertThat(flagged(RuleSet.parse(rule.strip()), line))
                .isEqualTo(
                        flagged == null
                                ? List.of()
                                : List.of(flagged.split(" ")).stream()
                                        .map(Long::parseLong)
                                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "0.80, 12, 42",
        "0.98, 12, 456",
        "0.40, 12, 12",
        "0.40, 3, 11",
        "0.999, 12, 0",
        "1.0, 12, 0",
        "-1, 12, 0"
    })
    void run_ofTopRatings_isFlaggedFromWhereItIsBeyondChance(double share, int atLeast, int from) {
        known.share = share;
        RuleSet rules = RuleSet.parse("run on probability=0.0001 atLeast=" + atLeast);
        List<RatedPress> line = IntStream.rangeClosed(1, 500)
                .mapToObj(seq -> press(1, seq, seq * 90_000L, 5))
                .toList();

        List<Long> flagged = flagged(rules, line);

        assertThat(flagged)
                .isEqualTo(
                        from == 0
                                ? List.of()
                                : IntStream.rangeClosed(from, 500)
                                        .mapToObj(Long::valueOf)
                                        .toList());
    }

    @Test
    void run_isBrokenByAnyOtherRating() {
        known.share = 0.4;
        List<RatedPress> line = new ArrayList<>();
        for (int seq = 1; seq <= 30; seq++) {
            line.add(press(1, seq, seq * 90_000L, seq == 11 ? 4 : 5));
        }

        assertThat(flagged(RuleSet.parse("run on probability=0.0001 atLeast=12"), line))
                .isEqualTo(List.of(23L, 24L, 25L, 26L, 27L, 28L, 29L, 30L));
    }

    @Test
    void noSession_isOnlyWhereASessionOpensTheRating() {
        RatedPress outside = new RatedPress(1, 1, START, START, 5, false, false);
        RatedPress inside = new RatedPress(1, 2, START, START, 5, true, false);
        RuleSet here = RuleSet.parse("no-session on windows=A03");

        assertThat(flagged(here, List.of(outside, inside))).isEqualTo(List.of(1L));
        assertThat(flagged(RuleSet.parse("no-session on windows=B07"), List.of(outside)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:49:00Z, true",
        "2026-11-23T08:51:00Z, false",
        "2026-11-23T10:00:00Z, false",
        "2026-11-23T12:09:00Z, false",
        "2026-11-23T12:30:00Z, true",
        "2026-11-23T13:29:00Z, false",
        "2026-11-22T10:00:00Z, true",
    })
    void closed_leavesTenMinutesAtEitherEnd(Instant at, boolean flagged) {
        known.openings = new Openings(Map.of(0L, hours("Mo-Fr 09:00-12:00,13:30-17:00")));
        RatedPress press = new RatedPress(1, 1, at.toEpochMilli(), at.toEpochMilli(), 1, false, false);

        assertThat(flagged(RuleSet.parse("closed on graceMinutes=10"), List.of(press)))
                .hasSize(flagged ? 1 : 0);
    }

    @Test
    void closed_hoursThatWereChangedAfterwards_sayNothingOfThePress() {
        known.openings =
                new Openings(Map.of(0L, hours("Mo-Fr 09:00-17:00"), START + 60_000, hours("Mo-Fr 14:00-17:00")));
        RuleSet rules = RuleSet.parse("closed on graceMinutes=0");

        assertThat(flagged(rules, List.of(press(1, 1, 0, 1)))).isEmpty();
        assertThat(flagged(rules, List.of(press(1, 2, 120_000, 1)))).isEqualTo(List.of(2L));
        assertThat(flagged(rules, List.of(new RatedPress(1, 3, START + 120_000, START, 1, false, false))))
                .isEmpty();
    }

    @Test
    void closed_wereNobodySaidWhenItIsOpen_flagsNothing() {
        known.openings = new Openings(Map.of(0L, Optional.empty()));

        assertThat(flagged(RuleSet.parse("closed on graceMinutes=0"), List.of(press(1, 1, 0, 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:05:00Z, 0, false",
        "2026-11-23T10:05:01Z, 0, true",
        "2026-11-23T10:29:59Z, 0, true",
        "2026-11-23T10:30:00Z, 0, false",
        "2026-11-23T10:14:59Z, 10, false",
        "2026-11-23T10:15:01Z, 10, true",
        "2026-11-23T10:19:59Z, 10, true",
        "2026-11-23T10:20:01Z, 10, false",
    })
    void closed_whileTheWindowPauses_leavesTheGraceAtEitherEnd(Instant at, int grace, boolean flagged) {
        known.pauses.add(new Pause("north", "A03", START + 300_000, START + 1_800_000));
        RatedPress press = new RatedPress(1, 1, at.toEpochMilli(), at.toEpochMilli(), 1, false, false);

        assertThat(flagged(RuleSet.parse("closed on graceMinutes=" + grace), List.of(press)))
                .hasSize(flagged ? 1 : 0);
    }

    @Test
    void closed_aPauseThatBeganOnceThePressHadCome_saysNothingOfIt() {
        known.pauses.add(Pause.of("north", ZoneOffset.UTC, "A03", START + 1_000));
        RuleSet rules = RuleSet.parse("closed on graceMinutes=0");

        assertThat(flagged(rules, List.of(new RatedPress(1, 1, START + 60_000, START + 1_000, 1, false, false))))
                .isEmpty();
        assertThat(flagged(rules, List.of(new RatedPress(1, 2, START + 60_000, START + 1_001, 1, false, false))))
                .isEqualTo(List.of(2L));
    }

    @Test
    void sign_flagsTopRatingsAlone() {
        known.signs.add(START + 60_000);
        RuleSet rules = RuleSet.parse("sign on seconds=10");
        List<RatedPress> line = List.of(
                press(1, 1, 49_000, 5),
                press(1, 2, 50_000, 5),
                press(1, 3, 55_000, 1),
                press(1, 4, 60_000, 4),
                press(1, 5, 70_000, 5),
                press(1, 6, 71_000, 5));

        assertThat(flagged(rules, line)).isEqualTo(List.of(2L, 5L));
    }

    @Test
    void clockJump_isANotice() {
        RatedPress jumped = new RatedPress(1, 1, START, START, 5, false, true);

        assertThat(new RuleJudging(RuleSet.parse("clock-jump on"), "A03", known).met(List.of(jumped), 0))
                .isEqualTo(Set.of(Rule.CLOCK_JUMP));
        assertThat(Rule.CLOCK_JUMP.isNotice()).isTrue();
    }

    @Test
    void order_ofArrivalDoesNotMatter() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            known.share = 0.4;
            RuleSet rules = rules(random);
            List<RatedPress> presses = presses(random, 60);
            Map<RatedPress, Set<Rule>> met = all(rules, presses);
            Collections.shuffle(presses, random);

            assertThat(all(rules, presses)).as("seed %d", seed).isEqualTo(met);
        }
    }

    @Test
    void rules_doNotDependOnEachOther() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            known.share = 0.4;
            List<RatedPress> presses = presses(random, 60);
            RuleSet together = rules(random);
            Map<RatedPress, Set<Rule>> met = all(together, presses);
            for (Rule rule : Rule.values()) {
                if (together.isOn(rule)) {
                    RuleSet alone = RuleSet.parse(together.text()
                            .lines()
                            .filter(line -> line.startsWith(rule.id() + " "))
                            .findFirst()
                            .orElseThrow());
                    String name = "seed " + seed + ", rule " + rule.id();
                    all(alone, presses)
                            .forEach((press, its) -> assertThat(its.contains(rule))
                                    .as("%s: %s", name, press)
                                    .isEqualTo(met.getOrDefault(press, Set.of()).contains(rule)));
                }
            }
        }
    }

    @Test
    void reach_isHowFarAPressIsFelt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            known.share = 0.4;
            RuleSet rules = rules(random);
            int reach = RuleJudging.reach(rules, List.of(known.share));
            List<RatedPress> presses = presses(random, 60);
            RatedPress late = presses.get(random.nextInt(presses.size()));
            List<RatedPress> before =
                    presses.stream().filter(press -> !press.equals(late)).toList();
            Map<RatedPress, Set<Rule>> was = all(rules, before);
            List<RatedPress> line = new ArrayList<>(presses);
            line.sort(RatedPress.ORDER);
            int at = line.indexOf(late);

            String name = "seed " + seed;
            all(rules, presses).forEach((press, met) -> {
                int index = line.indexOf(press);
                if (index < at || index > at + reach) {
                    assertThat(met)
                            .as("%s: %d is %d away", name, index, index - at)
                            .isEqualTo(was.get(press));
                }
            });
            List<RatedPress> near = line.subList(Math.max(0, at - reach), line.size());
            assertThat(new RuleJudging(rules, "A03", known).met(near, near.indexOf(late)))
                    .as("seed %d: by what is in reach alone", seed)
                    .isEqualTo(all(rules, presses).get(late));
        }
    }

    /** A clerk does what they can think of once a citizen has pressed the lowest key: it counts all the same. */
    @Test
    void badRating_nothingThatComesAfterItStopsItCounting() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            known.share = 0.4;
            known.signs.clear();
            known.pauses.clear();
            known.openings = new Openings(Map.of(0L, hours("Mo-Fr 09:00-17:00")));
            long received = START + random.nextInt(60_000) - 30_000;
            RatedPress bad = new RatedPress(1, 50, START, received, 1, true, false);
            List<RatedPress> presses = new ArrayList<>(List.of(bad));
            Map<Long, Optional<OpeningHours>> hours = new LinkedHashMap<>(Map.of(0L, hours("Mo-Fr 09:00-17:00")));
            for (int i = 0; i < 40; i++) {
                switch (random.nextInt(5)) {
                    case 0 -> presses.add(press(1, 51 + i, random.nextInt(20_000), 1 + random.nextInt(5)));
                    case 1 -> presses.add(press(1, 51 + i, -random.nextInt(20_000), 1 + random.nextInt(5)));
                    case 2 ->
                        known.pauses.add(Pause.of("north", ZoneOffset.UTC, "A03", received + random.nextInt(3_000)));
                    case 3 -> known.signs.add(START + random.nextInt(10_000) - 3_000);
                    default -> hours.put(START + 1 + random.nextInt(10_000), hours("Sa 09:00-12:00"));
                }
            }
            known.openings = new Openings(hours);

            RuleSet rules = RuleSet.PROPOSED
                    .with(Rule.SIGN, true, Map.of())
                    .with(Rule.CLOSED, true, Map.of("graceMinutes", "" + random.nextInt(2) * 10));
            assertThat(all(rules, presses).get(bad)).as("seed %d", seed).isEmpty();
        }
    }

    /** Whoever presses after a time in which nobody did begins no pattern by it, whatever the rules are tuned to. */
    @Test
    void firstPress_ofAPattern_isNeverFlagged() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            known.share = 0.4;
            List<RatedPress> presses = new ArrayList<>();
            List<RatedPress> firsts = new ArrayList<>();
            long at = 0;
            for (int pattern = 0; pattern < 6; pattern++) {
                at += 3_600_000 + random.nextInt(7_200_000);
                long apart = 200 + random.nextInt(8_000);
                for (int i = 0; i < 12; i++) {
                    RatedPress press = press(1 + random.nextInt(2), presses.size() + 1L, at, i < 11 ? 5 : 3);
                    presses.add(press);
                    if (i == 0) {
                        firsts.add(press);
                    }
                    at += apart + random.nextInt(50);
                }
            }

            Map<RatedPress, Set<Rule>> met = all(rules(random), presses);

            String name = "seed " + seed;
            firsts.forEach(first -> assertThat(met.get(first)).as(name).isEmpty());
        }
    }

    private static Optional<OpeningHours> hours(String week) {
        return Optional.of(new OpeningHours(WeeklyHours.parse(week), ZoneOffset.UTC, new WorkingCalendar(List.of())));
    }

    private static RatedPress press(long run, long seq, long afterMillis, int level) {
        return new RatedPress(run, seq, START + afterMillis, START + afterMillis, level, true, false);
    }

    private static List<RatedPress> presses(Random random, int count) {
        List<RatedPress> presses = new ArrayList<>();
        long at = 0;
        for (int i = 1; i <= count; i++) {
            at += random.nextInt(3) == 0 ? random.nextInt(60_000) : 4_000 + random.nextInt(3_000);
            long shift = random.nextInt(6) == 0 ? -random.nextInt(20_000) : 0;
            presses.add(press(1 + random.nextInt(2), i, at + shift, random.nextInt(5) == 0 ? 1 : 5));
        }
        return presses;
    }

    private static RuleSet rules(Random random) {
        return RuleSet.NONE
                .with(Rule.INTERVAL, random.nextBoolean(), Map.of("seconds", "" + (3 + random.nextInt(5))))
                .with(Rule.BURST, random.nextBoolean(), Map.of("presses", "" + (2 + random.nextInt(4))))
                .with(Rule.RUN, random.nextBoolean(), Map.of("probability", "0.01", "atLeast", "3"))
                .with(Rule.REGULAR, random.nextBoolean(), Map.of("presses", "5", "variation", "0.3"));
    }

    private Map<RatedPress, Set<Rule>> all(RuleSet rules, List<RatedPress> presses) {
        List<RatedPress> line = new ArrayList<>(presses);
        line.sort(RatedPress.ORDER);
        RuleJudging judging = new RuleJudging(rules, "A03", known);
        Map<RatedPress, Set<Rule>> met = new LinkedHashMap<>();
        for (int i = 0; i < line.size(); i++) {
            met.put(line.get(i), judging.met(line, i));
        }
        return met;
    }

    private List<Long> flagged(RuleSet rules, List<RatedPress> presses) {
        List<Long> seqs = new ArrayList<>();
        all(rules, presses).forEach((press, met) -> {
            if (!met.isEmpty()) {
                seqs.add(press.seq());
            }
        });
        return seqs;
    }
}
