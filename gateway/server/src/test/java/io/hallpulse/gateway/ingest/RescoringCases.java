package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.fraud.Circumstances;
import io.hallpulse.domain.fraud.RatedPress;
import io.hallpulse.domain.fraud.Rule;
import io.hallpulse.domain.fraud.RuleJudging;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.AccountReader;
import io.hallpulse.gateway.store.Snapshot;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed rules are applied to all that is stored, beside ingest, on any database. */
abstract class RescoringCases {
    private static final int ROUNDS = 12;
    private static final String[] WINDOWS = {"A03", "B07", "C09", "D11"};
    private static final Instant OCTOBER = Instant.parse("2026-10-14T02:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-20T01:00:00Z");

    @TempDir
    Path data;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @Test
    void rules_putInForce_flagWhatWasStoredBeforeAndWhatComes() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                StoreFile file = database.tables()) {
            rig.presses("run1", 1, press(1, "A03", 0, 1), press(2, "A03", 3, 5), press(3, "A03", 30, 4));
            rig.awaitDone();
            assertThat(file.tallies("A03")).containsExactly("5 1", "4 1", "1 1");

            rig.rules(RuleSet.parse("interval on seconds=5"));
            rig.awaitRules();
            assertThat(file.tallies("A03")).containsExactly("4 1", "1 1");

            rig.presses("run1", 1, press(4, "A03", 32, 5), press(5, "A03", 60, 5));
            rig.awaitDone();
            assertThat(file.tallies("A03")).containsExactly("5 1", "4 1", "1 1");
            assertThat(file.rows("select seq, rules, withheld from rule_hit order by seq"))
                    .containsExactly("2 interval 1", "4 interval 1");
            assertThat(file.states("run1")).allMatch(state -> state.endsWith("counted"));
            AccountReader.Held held = rig.store().reader().account().read();
            assertThat(held.notCounted().values()).containsExactly(Map.of(PressState.FLAGGED, 2L));

            rig.rules(RuleSet.NONE);
            rig.awaitRules();
            assertThat(file.tallies("A03")).containsExactly("5 3", "4 1", "1 1");
            assertThat(file.rows("select version, state from rule_set order by version"))
                    .containsExactly("1 past", "2 in force");
            assertThat(file.rows(
                            "select sum(t.n) from rule_tally t join rule_set s on s.id = t.set_id where s.version = 1"))
                    .containsExactly("2");
            assertThat(differences(database)).isEmpty();
        }
    }

    @Test
    void latePress_isJudgedAndSoAreThoseAfterIt() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                StoreFile file = database.tables()) {
            rig.rules(RuleSet.parse("burst on presses=3 seconds=20"));
            rig.awaitRules();
            rig.presses("run1", 1, press(1, "A03", 0, 1), press(3, "A03", 12, 5));
            rig.awaitDone();
            assertThat(file.rows("select seq from rule_hit")).isEmpty();

            rig.presses("run1", 1, press(2, "A03", 6, 4));
            rig.awaitDone();

            assertThat(file.rows("select seq from rule_hit")).containsExactly("3");
            assertThat(file.tallies("A03")).containsExactly("4 1", "1 1");
            assertThat(differences(database)).isEmpty();
        }
    }

    @Test
    void supersededPress_isNoNeighbourAnyMore() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                StoreFile file = database.tables()) {
            rig.rules(RuleSet.parse("interval on seconds=5"));
            rig.awaitRules();
            rig.presses("run1", 1, press(1, "A03", 0, 1), press(2, "A03", 3, 5), press(3, "A03", 6, 5));
            rig.awaitDone();
            assertThat(file.rows("select seq from rule_hit order by seq")).containsExactly("2", "3");

            rig.presses("run1", 1, superseding(4, "A03", 60, 4, 2));
            rig.awaitDone();

            assertThat(file.rows("select seq from rule_hit")).isEmpty();
            assertThat(file.tallies("A03")).containsExactly("5 1", "4 1", "1 1");
            assertThat(differences(database)).isEmpty();
        }
    }

    @Test
    void pause_flagsWhatIsPressedInIt_lateToo_andNothingThatWasPressedBefore() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                StoreFile file = database.tables()) {
            rig.rules(RuleSet.parse("closed on graceMinutes=0"));
            rig.awaitRules();
            rig.presses("run1", 1, press(1, "A03", 100, 1));
            rig.awaitDone();

            Pause pause = rig.pause("A03", MORNING.plusSeconds(90));
            assertThat(pause.fromMillis())
                    .as("begins after what was pressed already, whatever the clock says")
                    .isEqualTo(MORNING.plusSeconds(100).toEpochMilli() + 1);
            for (int second : new int[] {95, 110}) { // before it begins, and in it
                assertThat(rig.pause("A03", MORNING.plusSeconds(second)))
                        .as("again")
                        .isEqualTo(pause);
            }
            rig.presses("run1", 1, press(2, "A03", 120, 5), press(4, "A03", 180, 4), press(5, "B07", 180, 4));
            rig.awaitDone();
            assertThat(file.rows("select seq, rules, withheld from rule_hit order by seq"))
                    .containsExactly("2 closed 1", "4 closed 1");

            rig.resume("A03", MORNING.plusSeconds(170));
            rig.resume("A03", MORNING.plusSeconds(175));
            assertThat(file.rows("select from_millis, ends_millis, who, ended_by from window_pause"))
                    .containsExactly(
                            pause.fromMillis() + " " + MORNING.plusSeconds(170).toEpochMilli() + " test test");
            assertThat(file.rows("select seq from rule_hit order by seq")).containsExactly("2");
            rig.presses("run1", 1, press(3, "A03", 150, 2), press(6, "A03", 200, 2));
            rig.awaitDone();

            assertThat(file.rows("select seq from rule_hit order by seq")).containsExactly("2", "3");
            assertThat(file.tallies("A03")).containsExactly("4 1", "2 1", "1 1");
            assertThat(differences(database)).isEmpty();
            rig.rules(RuleSet.parse("closed on graceMinutes=1"));
            rig.awaitRules();
            assertThat(file.rows("select seq from rule_hit")).isEmpty();
            rig.rules(RuleSet.parse("closed on graceMinutes=0"));
            rig.awaitRules();
            assertThat(file.rows("select seq from rule_hit order by seq")).containsExactly("2", "3");
            assertThat(differences(database)).isEmpty();
        }
    }

    @Test
    void pause_thatNobodyEnds_endsWithTheHallsDay() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                StoreFile file = database.tables()) {
            rig.rules(RuleSet.parse("closed on graceMinutes=0"));
            rig.awaitRules();
            rig.pause("A03", MORNING);
            Instant midnight = Instant.parse("2026-11-20T16:00:00Z");
            long second = Duration.between(MORNING, midnight).toSeconds();
            rig.presses("run1", 1, press(1, "A03", second - 1, 3), press(2, "A03", second, 3));
            rig.awaitDone();
            assertThat(file.rows("select seq from rule_hit")).containsExactly("1");

            rig.resume("A03", midnight.plusSeconds(60));
            assertThat(file.rows("select ends_millis, ended_by from window_pause"))
                    .containsExactly(midnight.toEpochMilli() + " null");
            assertThat(rig.pause("A03", midnight.plusSeconds(90)).fromMillis())
                    .isEqualTo(midnight.plusSeconds(90).toEpochMilli());
            assertThat(differences(database)).isEmpty();
        }
    }

    /** Whatever comes in whatever order while rules change, and however often the gateway dies meanwhile. */
    @Test
    void rescore_besideIngestAndKilled_agreesWithThePressesAlone() throws Exception {
        TestDatabase database = database(data);
        Map<String, List<Press>> sent = new TreeMap<>();
        List<Press> october = new ArrayList<>();
        for (int seq = 1; seq <= 120; seq++) {
            october.add(Press.rating(
                    seq, "A03", "panel", "1", seq % 5 == 0 ? 3 : 5, OCTOBER.plusSeconds(seq * 70L), seq * 70_000L));
        }
        sent.put("october", october);
        IngestRig rig = IngestRig.started(database, WINDOWS);
        try {
            rig.presses("october", 1, october.toArray(Press[]::new));
            for (int round = 0; round < ROUNDS; round++) {
                Random random = new Random(round);
                RuleSet rules = rules(random);
                List<Press> presses = presses(random, round);
                sent.put("run" + round, presses);
                List<Press> order = new ArrayList<>(presses);
                presses.stream().filter(press -> random.nextInt(5) == 0).forEach(order::add);
                Collections.shuffle(order, random);
                int changeAt = random.nextInt(order.size());
                int killAt = random.nextInt(order.size());
                int pauseAt = random.nextInt(order.size());
                int resumeAt = pauseAt + random.nextInt(order.size());
                for (int i = 0; i < order.size(); i++) {
                    if (i == changeAt) {
                        rig.rules(rules);
                    }
                    if (i == pauseAt) {
                        rig.pause("A03", order.get(i).at());
                    }
                    if (i == resumeAt) {
                        rig.resume("A03", order.get(i).at());
                    }
                    if (i == killAt) {
                        rig.close();
                        rig = IngestRig.started(database, WINDOWS);
                        deliverAgain(rig, round, order.subList(0, i));
                    }
                    rig.presses("run" + round, 1, order.get(i));
                }
                rig.awaitDone();
                rig.awaitRules();
                try (StoreFile file = database.tables()) {
                    check(file, rules, sent, round);
                }
                assertThat(differences(database)).as("round %d", round).isEmpty();
            }
        } finally {
            rig.close();
        }
    }

    /** What was not committed yet when it died comes again, as from a terminal. */
    private static void deliverAgain(IngestRig rig, int round, List<Press> before) {
        if (!before.isEmpty()) {
            List<Press> ascending = new ArrayList<>(new HashSet<>(before));
            ascending.sort((one, other) -> Long.compare(one.seq(), other.seq()));
            rig.presses("run" + round, 1, ascending.toArray(Press[]::new));
        }
    }

    private static void check(StoreFile file, RuleSet rules, Map<String, List<Press>> sent, int round)
            throws SQLException {
        Map<String, List<RatedPress>> lines = new TreeMap<>();
        Map<String, Long> runs = new TreeMap<>();
        for (String row : file.rows("select run, id from run")) {
            runs.put(row.split(" ")[0], Long.parseLong(row.split(" ")[1]));
        }
        sent.forEach((run, presses) -> {
            Set<Long> takenBack = new HashSet<>();
            presses.forEach(press -> takenBack.add(press.supersedes() == null ? 0L : press.supersedes()));
            for (Press press : presses) {
                Integer level = press.level();
                if (!takenBack.contains(press.seq()) && level != null) {
                    long at = press.at().toEpochMilli();
                    lines.computeIfAbsent(press.window(), window -> new ArrayList<>())
                            .add(new RatedPress(
                                    runs.getOrDefault(run, 0L), press.seq(), at, at + 1, level, false, false));
                }
            }
        });
        List<String> frozen = file.rows("select top, n from rule_share r join rule_set s on s.id = r.set_id"
                + " where s.state = 'in force' and month_millis = "
                + Instant.parse("2026-09-30T16:00:00Z").toEpochMilli());
        String[] share =
                frozen.isEmpty() ? new String[] {"0", "1"} : frozen.get(0).split(" ");
        Set<String> hits = new HashSet<>();
        Map<String, Long> counted = new TreeMap<>();
        List<Pause> pauses = new ArrayList<>();
        for (String row : file.rows("select window_id, from_millis, ends_millis from window_pause")) {
            String[] cells = row.split(" ");
            pauses.add(new Pause("north", cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2])));
        }
        lines.forEach((window, line) -> {
            line.sort(RatedPress.ORDER);
            List<Pause> its = pauses.stream()
                    .filter(pause -> pause.window().equals(window))
                    .toList();
            RuleJudging judging = new RuleJudging(
                    rules, window, known(Double.parseDouble(share[0]) / Double.parseDouble(share[1]), its));
            for (int i = 0; i < line.size(); i++) {
                Set<Rule> met = judging.met(line, i);
                RatedPress press = line.get(i);
                if (met.isEmpty()) {
                    counted.merge(window + " " + press.level(), 1L, Long::sum);
                } else {
                    hits.add(press.runId() + " " + press.seq() + " " + RuleSet.ids(met));
                }
            }
        });
        assertThat(new HashSet<>(file.rows("select run_id, seq, rules from rule_hit")))
                .as("round %d: what is met by %s", round, rules.text())
                .isEqualTo(hits);
        Map<String, Long> tallies = new TreeMap<>();
        for (String row : file.rows("select window_id, level, sum(n) from tally group by window_id, level")) {
            String[] cells = row.split(" ");
            if (!cells[2].equals("0")) {
                tallies.put(cells[0] + " " + cells[1], Long.parseLong(cells[2]));
            }
        }
        assertThat(tallies).as("round %d: tallies", round).isEqualTo(counted);
        assertThat(file.rows("select coalesce(sum(t.n), 0) from rule_tally t join rule_set s on s.id = t.set_id"
                        + " where s.state = 'in force'"))
                .as("round %d: what is withheld", round)
                .containsExactly(String.valueOf(hits.size()));
    }

    /** November's presses are judged by October's share; before that there is none. */
    private static Circumstances known(double october, List<Pause> pauses) {
        return new Circumstances() {
            @Override
            public boolean isClosed(RatedPress press, long graceMillis) {
                return false;
            }

            @Override
            public Optional<Pause> lastPause(long beforeMillis) {
                return pauses.stream()
                        .filter(pause -> pause.fromMillis() < beforeMillis)
                        .max(Comparator.comparingLong(Pause::fromMillis));
            }

            @Override
            public double topShare(RatedPress press) {
                return press.placedMillis()
                                < MORNING.toEpochMilli() - Duration.ofDays(5).toMillis()
                        ? -1
                        : october;
            }

            @Override
            public boolean isNearSign(RatedPress press, long millis) {
                return false;
            }
        };
    }

    private static RuleSet rules(Random random) {
        return RuleSet.NONE
                .with(Rule.INTERVAL, random.nextBoolean(), Map.of("seconds", "" + (3 + random.nextInt(5))))
                .with(Rule.BURST, random.nextBoolean(), Map.of("presses", "" + (2 + random.nextInt(4))))
                .with(Rule.RUN, random.nextBoolean(), Map.of("probability", "0.01", "atLeast", "3"))
                .with(Rule.REGULAR, random.nextBoolean(), Map.of("presses", "5", "variation", "0.3"))
                .with(Rule.CLOSED, random.nextInt(3) > 0, Map.of("graceMinutes", "" + random.nextInt(2)));
    }

    private static List<Press> presses(Random random, int round) {
        List<Press> presses = new ArrayList<>();
        long second = round * 40L;
        for (int seq = 1; seq <= 60; seq++) {
            second += random.nextInt(3) == 0 ? random.nextInt(90) : 3 + random.nextInt(4);
            String window = WINDOWS[random.nextInt(2)];
            int level = random.nextInt(7) == 0 ? 1 + random.nextInt(4) : 5;
            presses.add(press(seq, window, second, level));
        }
        for (int i = 0; i < 5; i++) {
            int at = 1 + random.nextInt(59);
            Press by = presses.get(at);
            long target = presses.subList(0, at).stream()
                    .filter(press -> press.window().equals(by.window()))
                    .mapToLong(Press::seq)
                    .max()
                    .orElse(0);
            if (target > 0) {
                presses.set(
                        at,
                        superseding(
                                by.seq(),
                                by.window(),
                                Duration.between(MORNING, by.at()).toSeconds(),
                                2,
                                target));
            }
        }
        return presses;
    }

    private static Press press(long seq, String window, long second, int level) {
        return Press.rating(seq, window, "panel", "1", level, MORNING.plusSeconds(second), second * 1000);
    }

    private static Press superseding(long seq, String window, long second, int level, long target) {
        return new Press(
                seq,
                window,
                "panel",
                "1",
                level,
                MORNING.plusSeconds(second),
                second * 1000,
                true,
                Press.Kind.RATING,
                List.of(),
                null,
                null,
                null,
                target);
    }

    private static List<String> differences(TestDatabase database) {
        List<String> lines = new ArrayList<>();
        try (Snapshot snapshot = Snapshot.open(database.data(), database.config())) {
            Halls halls = TestHalls.north(database.data(), WINDOWS).directory();
            assertThat(Verification.run(snapshot, halls, lines::add).presses()).isPositive();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return lines;
    }
}
