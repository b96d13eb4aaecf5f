package io.hallpulse.gateway.demo;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/**
 * Months of presses in a database that no gateway has opened yet, as if each terminal had sent them one by one in a run of its own: the
 * account and {@code verify} take them for what they look like.
 */
final class DemoHistory {
    /** So many that the last round of a month that can be published by now lies in them. */
    static final int DAYS = 75;
    /** Before them a window is rated less often, but often enough to be assessed. */
    private static final int FULL_DAYS = 30;

    private static final int THINNED = 8;

    private static final String RUN = "history001";
    private static final int REPEATS_PERCENT = 2;
    private static final Duration ON_ITS_WAY = Duration.ofMillis(120);
    private static final Duration SILENT_FOR = Duration.ofMinutes(3);

    private final Hall hall;
    private final Instant now;
    private final RandomGenerator random;

    private DemoHistory(Hall hall, Instant now, RandomGenerator random) {
        this.hall = hall;
        this.now = now;
        this.random = random;
    }

    /**
     * Writes it.
     *
     * @param data the gateway's folder
     * @param halls whose first is the demo's
     * @param hash of the password of all who work on its assessments
     * @return how many presses count
     */
    static long write(Path data, Halls halls, String hash, InstantSource clock, RandomGenerator random)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        Instant now = clock.instant();
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer()) {
            Actor demo = Actor.command("demo");
            InstantSource before = InstantSource.fixed(now.minus(Duration.ofDays(DAYS + 1)));
            Directory directory = Directory.open(writer, halls, demo, before);
            LocalDate today =
                    LocalDate.ofInstant(now, halls.all().iterator().next().zone());
            directory
                    .change(demo, plain -> DemoSubjects.completed(DemoDirectory.completed(plain), today))
                    .get();
            DemoHistory history = new DemoHistory(halls.all().iterator().next(), now, random);
            long counted = writer.transaction(history::write); // in one, since each waits for the disk
            history.writeAbsent(store, writer);
            writer.transaction(tables -> {
                for (PersonRow person : DemoPeople.rows(hash, now)) {
                    tables.people().put(person);
                }
                return true;
            });
            DemoRounds.write(data, directory::current, store.reader(), now, random);
            return counted;
        }
    }

    private long write(StoreWriter.Tables tables) throws SQLException {
        int windows = hall.windows().size();
        long counted = 0;
        for (int index = 0; index < windows; index++) {
            if (DemoWindow.of(index, windows) != DemoWindow.NEVER_HEARD) {
                counted += write(tables, index);
            }
        }
        return counted;
    }

    private long write(StoreWriter.Tables tables, int index) throws SQLException {
        List<Instant> times = times(index);
        TerminalId terminal = new TerminalId(hall.id(), DemoHall.terminalId(index));
        Instant begun = times.get(0).minusSeconds(60);
        RunRow run = tables.runs().insert(terminal, RUN, 1, times.size() + 1L, begun.toEpochMilli(), null);
        String boot = String.format(Locale.ROOT, "%016x", random.nextLong());
        RunRow booted = run.withBoot(tables.runs().boot(run.terminalId(), boot).id());
        tables.runs().update(List.of(booted));
        tables.runs().updateRanges(run.id(), Map.of(1L, (long) times.size()));
        TallyChanges tallies = new TallyChanges();
        List<Change> changes = new ArrayList<>();
        long counted = 0;
        for (int i = 0; i < times.size(); i++) {
            Change change = new Change(run.id(), null, press(index, i + 1L, times.get(i), begun));
            changes.add(change);
            tallies.add(hall, change);
            counted += change.now().state() == PressState.COUNTED ? 1 : 0;
        }
        tables.presses().write(changes);
        tables.tallies().add(tallies.changes());
        return counted;
    }

    private StoredPress press(int index, long seq, Instant at, Instant begun) {
        boolean repeat = random.nextInt(100) < REPEATS_PERCENT;
        int level = DemoWindow.level(index, random);
        Press press = new Press(
                seq,
                DemoHall.windowId(index),
                "panel",
                Integer.toString(6 - level),
                level,
                at,
                Duration.between(begun, at).toMillis(),
                true,
                Press.Kind.RATING,
                repeat ? List.of("repeat") : List.of(),
                null,
                null,
                null,
                null);
        return new StoredPress(
                new ReceivedPresses.Valid(press),
                repeat ? PressState.FLAGGED : PressState.COUNTED,
                new EventTime(EventTime.By.WALL, at.toEpochMilli()),
                at.plus(ON_ITS_WAY).toEpochMilli());
    }

    /** When somebody pressed at a window, in order. */
    private List<Instant> times(int index) {
        List<Instant> times = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(now, hall.zone());
        for (int ago = DAYS; ago >= 0; ago--) {
            LocalDate day = today.minusDays(ago);
            DemoDay hours = DemoDay.of(day, hall.zone(), now);
            int presses = ago == 0
                    ? DemoWindow.pressesToday(index, hall.windows().size(), hours)
                    : DemoWindow.presses(index, hours) / (ago > FULL_DAYS ? THINNED : 1);
            for (int i = 0; i < presses; i++) {
                times.add(hours.time(random));
            }
        }
        times.sort(null);
        return times;
    }

    /** What the gateway last heard of those terminals that are not there. */
    private void writeAbsent(Store store, StoreWriter writer) throws SQLException, InterruptedException {
        for (int index = 0; index < hall.windows().size(); index++) {
            DemoWindow kind = DemoWindow.of(index, hall.windows().size());
            if (kind == DemoWindow.SILENT || kind == DemoWindow.STOPPED) {
                Set<String> windows = Set.of(DemoHall.windowId(index));
                boolean stopped = kind == DemoWindow.STOPPED;
                long heard = now.minus(SILENT_FOR).toEpochMilli();
                store.terminals()
                        .update(
                                new TerminalId(hall.id(), DemoHall.terminalId(index)),
                                old -> new TerminalState("offline", heard, null, stopped, windows));
            }
        }
        writer.transaction(tables -> {
            store.terminals().write(tables.terminals());
            return true;
        });
        store.terminals().written();
    }
}
