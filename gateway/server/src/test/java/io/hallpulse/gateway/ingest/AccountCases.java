package io.hallpulse.gateway.ingest;

import static io.hallpulse.gateway.ingest.IngestRig.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.domain.count.Recount;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.PressCounts;
import io.hallpulse.gateway.store.StoreReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every press stands in exactly one line of the account, on any database, as somebody beside the gateway reads it. */
abstract class AccountCases {
    private static final int EXAMPLES = 40;
    private static final String JSON_PRESS =
            "{\"seq\":%d,\"window\":\"%s\",\"input\":\"panel\",\"key\":\"1\",\"level\":%d,"
                    + "\"at\":\"2026-11-22T10:03:05Z\",\"mono\":1000%s}";

    @TempDir
    Path data;

    private int example;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @Test
    void read_everyKindOfPress_hasItsLineAndTheSumsHold() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, "A03");
                StoreReader reader = StoreReader.open(database.data(), database.config())) {
            rig.presses(
                    "run1",
                    1,
                    IngestCases.press(2, "A03", 5, Press.Kind.RATING, List.of(), null),
                    IngestCases.press(3, "A03", 1, Press.Kind.RATING, List.of(), 2L),
                    IngestCases.press(4, "A03", 4, Press.Kind.RATING, List.of("repeat"), null),
                    IngestCases.press(5, "A03", null, Press.Kind.TIMEOUT, List.of(), null),
                    IngestCases.press(6, "A03", 3, Press.Kind.TEST, List.of(), null),
                    IngestCases.press(8, "Z99", 3, Press.Kind.RATING, List.of(), null),
                    IngestCases.press(9, "A03", 4, Press.Kind.RATING, List.of(), null));
            json(rig, "run1", JSON_PRESS.formatted(7, "A03", 9, ""));
            json(
                    rig,
                    "run1",
                    JSON_PRESS.formatted(11, "A03", null, ",\"kind\":\"reason\",\"rates\":9,\"reasons\":[517]"));
            json(rig, "run1", JSON_PRESS.formatted(9, "A03", 2, ""));
            json(rig, "run1", JSON_PRESS.formatted(9, "A03", 1, ""));
            rig.json("{\"v\":1,\"run\":\"other\",\"low\":1,\"presses\":["
                    + JSON_PRESS.formatted(1, "A03", 5, ",\"clock\":\"unset\"") + ","
                    + JSON_PRESS.formatted(2, "A03", 5, ",\"clock\":\"unset\"") + "]}");
            rig.json("no message");
            rig.deliver("hallpulse/v1/terminals/south/s-01/presses", new byte[0], NOW);
            rig.deliver(
                    Topics.of(IngestRig.N3, Topics.Kind.STATUS),
                    ("{\"v\":1,\"state\":\"online\",\"refused\":3,\"runs\":[{\"run\":\"run1\",\"low\":2,\"next\":13},"
                                    + "{\"run\":\"other\",\"low\":1,\"next\":3},{\"run\":\"unheard\",\"low\":4,\"next\":6}]}")
                            .getBytes(StandardCharsets.UTF_8),
                    NOW);
            rig.presses("run1", 2, IngestCases.press(10, "A03", 5, Press.Kind.RATING, List.of(), null));
            rig.awaitDone();

            Account account = Account.read(reader.account(), null);
            Account.OfTerminal terminal = account.terminals().get(0);
            Map<String, PressCounts> runs = runs(account);
            assertThat(runs.get("run1")).isEqualTo(new PressCounts(12, 10, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0));
            assertThat(runs.get("unheard")).isEqualTo(new PressCounts(5, 0, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
            assertThat(runs.get("other")).isEqualTo(new PressCounts(2, 2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 2));
            assertThat(terminal.counts()).isEqualTo(new PressCounts(19, 12, 3, 4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 2));
            assertThat(terminal.refused()).isEqualTo(3);
            assertThat(terminal.deadLetters()).isEqualTo(1);
            assertThat(account.sum()).isEqualTo(new Account.Sum(terminal.counts(), 3, 2));
            assertThat(Account.read(reader.account(), "north").sum())
                    .isEqualTo(new Account.Sum(terminal.counts(), 3, 1));
            assertThat(Account.read(reader.account(), "east").terminals()).isEmpty();
            assertThat(Account.read(reader.account(), "east").sum().deadLetters())
                    .isZero();
        }
    }

    @Test
    void read_gapWhosePressesStillCome_shrinks() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, "A03");
                StoreReader reader = StoreReader.open(database.data(), database.config())) {
            rig.presses("run1", 4, IngestCases.press(4, "A03", 5, Press.Kind.RATING, List.of(), null));
            rig.awaitDone();
            assertThat(run1(reader).gap()).isEqualTo(3);

            rig.presses("run1", 2, IngestCases.press(2, "A03", 5, Press.Kind.RATING, List.of(), null));
            rig.awaitDone();
            PressCounts then = run1(reader);
            assertThat(then.gap()).isEqualTo(1);
            assertThat(then.waiting()).isEqualTo(1);
        }
    }

    @Test
    void read_anyPressesLowsAndRepeats_isWhatOneCountsByHand() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, "A03", "B07");
                StoreReader reader = StoreReader.open(database.data(), database.config())) {
            qt().withExamples(EXAMPLES)
                    .withShrinkCycles(0)
                    .forAll(longs().all())
                    .checkAssert(seed -> check(rig, reader, new Random(seed)));
        }
    }

    private void check(IngestRig rig, StoreReader reader, Random random) {
        String run = "run" + example++;
        Set<Long> invalid = new HashSet<>();
        Map<Long, Press> valid = new TreeMap<>();
        Set<Long> contested = new HashSet<>();
        long last = 1 + random.nextInt(20);
        for (long seq = 1; seq <= last; seq++) {
            int kind = random.nextInt(8);
            if (kind == 0) {
                continue; // on its way, or lost
            } else if (kind == 1) {
                invalid.add(seq);
                json(rig, run, JSON_PRESS.formatted(seq, "A03", 9, ""));
            } else {
                Press press = press(random, seq);
                valid.put(seq, press);
                rig.presses(run, 1, press);
            }
            if (random.nextInt(5) == 0) {
                contested.add(seq);
                json(rig, run, JSON_PRESS.formatted(seq, "A03", 2, ""));
            }
        }
        rig.awaitDone();
        long low = 1 + random.nextInt((int) last + 2);
        long next = Math.max(low, 1 + random.nextInt((int) last + 5));
        rig.online(NOW, new RunSpan(run, low, next));
        rig.awaitDone();

        Account account = Account.read(reader.account(), null);
        long highest = Math.max(
                invalid.stream().mapToLong(n -> n).max().orElse(0),
                valid.keySet().stream().mapToLong(n -> n).max().orElse(0));
        boolean heard = highest > 0 || next > low;
        if (heard) {
            assertThat(Objects.requireNonNull(runs(account).get(run)))
                    .isEqualTo(byHand(invalid, valid, contested, low, Math.max(next, highest + 1)));
        }
        for (PressCounts figures : all(account)) {
            assertThat(figures.stored()).isEqualTo(figures.received() + figures.waiting() + figures.gap());
            assertThat(figures.received())
                    .isEqualTo(figures.counted()
                            + figures.flagged()
                            + figures.superseded()
                            + figures.timeout()
                            + figures.test()
                            + figures.aside()
                            + figures.invalid()
                            + figures.conflict()
                            + figures.unplaced());
        }
    }

    private static Press press(Random random, long seq) {
        String window = List.of("A03", "B07", "Z99").get(random.nextInt(3));
        Press.Kind kind = Press.Kind.values()[random.nextInt(3)];
        List<String> flags = random.nextInt(4) == 0 ? List.of("repeat") : List.of();
        Long supersedes = seq > 1 && random.nextInt(2) == 0 ? 1 + (long) random.nextInt((int) seq - 1) : null;
        if (random.nextInt(8) == 0) {
            return IngestCases.press(seq, window, null, Press.Kind.UNDONE, flags, null);
        }
        return IngestCases.press(seq, window, kind == Press.Kind.TIMEOUT ? null : 4, kind, flags, supersedes);
    }

    private static PressCounts byHand(
            Set<Long> invalid, Map<Long, Press> valid, Set<Long> contested, long low, long next) {
        Recount recount = new Recount("north", ZoneId.of("Asia/Shanghai"), window -> !window.equals("Z99"));
        Map<Long, PressState> states = new HashMap<>(recount.run(valid.values().stream()
                .map(press -> new StoredPress(
                        new ReceivedPresses.Valid(press),
                        PressState.COUNTED,
                        new EventTime(EventTime.By.WALL, press.at().toEpochMilli()),
                        NOW.toEpochMilli()))
                .toList()));
        invalid.forEach(seq -> states.put(seq, PressState.INVALID));
        Map<String, Long> lines = new HashMap<>();
        for (long seq = 1; seq < next; seq++) {
            PressState state = states.get(seq);
            String line = state == null
                    ? seq < low ? "gap" : "waiting"
                    : contested.contains(seq) && state != PressState.UNPLACED ? "CONFLICT" : state.name();
            lines.merge(line, 1L, Long::sum);
        }
        return new PressCounts(
                next - 1,
                states.size(),
                lines.getOrDefault("waiting", 0L),
                lines.getOrDefault("gap", 0L),
                lines.getOrDefault("COUNTED", 0L),
                lines.getOrDefault("FLAGGED", 0L),
                lines.getOrDefault("SUPERSEDED", 0L),
                lines.getOrDefault("TIMEOUT", 0L),
                lines.getOrDefault("TEST", 0L),
                lines.getOrDefault("ASIDE", 0L),
                lines.getOrDefault("INVALID", 0L),
                lines.getOrDefault("CONFLICT", 0L),
                lines.getOrDefault("UNPLACED", 0L),
                0);
    }

    private static void json(IngestRig rig, String run, String press) {
        rig.json("{\"v\":1,\"run\":\"" + run + "\",\"boot\":\"boot-1\",\"low\":1,\"presses\":[" + press + "]}");
    }

    private static PressCounts run1(StoreReader reader) {
        return Objects.requireNonNull(runs(Account.read(reader.account(), null)).get("run1"));
    }

    private static Map<String, PressCounts> runs(Account account) {
        Map<String, PressCounts> runs = new HashMap<>();
        for (Account.OfTerminal terminal : account.terminals()) {
            for (Account.OfRun run : Objects.requireNonNull(terminal.runs())) {
                runs.put(run.run(), run.counts());
            }
        }
        return runs;
    }

    private static List<PressCounts> all(Account account) {
        List<PressCounts> all = new ArrayList<>(runs(account).values());
        account.terminals().forEach(terminal -> all.add(terminal.counts()));
        all.add(account.sum().counts());
        return all;
    }
}
