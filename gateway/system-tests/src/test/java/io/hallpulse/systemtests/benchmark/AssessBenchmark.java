package io.hallpulse.systemtests.benchmark;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.DirectorySources;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.TallyRatings;
import io.hallpulse.gateway.config.AssessConfig;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A quarter of 2,135 windows and 105 offices with 200,000 facts: what it takes to close both rounds from the tallies and to count them, beside reading
 * the same rows and doing nothing with them; and how long a live press waits for its commit meanwhile, at 500 a second on the same disk.
 */
class AssessBenchmark {
    private static final String PERIOD = "2026-Q2";
    private static final List<String> SCHEMES = List.of(AssessedTown.WINDOWS_SCHEME, AssessedTown.OFFICES_SCHEME);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Signer ORGANISER = new Signer("organiser", Set.of(AssessmentRole.ORGANISER));
    private static final Signer APPROVER = new Signer("approver", Set.of(AssessmentRole.APPROVER));
    private static final Signer AUDITOR = new Signer("auditor", Set.of(AssessmentRole.AUDITOR));
    private static final int ROUNDS = 7;
    private static final int QUIET = 5_000;
    private static final long EVERY_MILLIS = 2;

    private final AtomicReference<Instant> now = new AtomicReference<>(at("2026-03-20"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void quarter() throws Exception {
        Halls halls = AssessedTown.halls(folder);
        TestDatabase database = TestDatabase.embedded(folder);
        InstantSource clock = now::get;
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            AssessedTown.tallies(database, at("2026-04-01"));
            Assessments assessments = Assessments.open(
                    folder,
                    database.config(),
                    AssessConfig.DEFAULT,
                    new DirectorySources(
                            () -> halls, store.tallies(), store.reader().tickets(), List::of),
                    new TallyRatings(
                            () -> halls, store.tallies(), store.reader().channels()),
                    new Random(1),
                    "benchmark",
                    clock);
            try {
                measure(assessments.opened(), store, writer, halls);
            } finally {
                assessments.close();
            }
        }
    }

    private void measure(Assessments.Room room, Store store, StoreWriter writer, Halls halls) throws Exception {
        freeze(room);
        now.set(at("2026-05-01"));
        room.rounds().tick();
        try (Connection assess = connect("assess.db")) {
            AssessedTown.facts(assess);
        }
        now.set(at("2026-08-20"));
        List<Double> reading = new ArrayList<>();
        List<Double> tallies = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            tallies.add(millis(this::readTallies));
        }
        double closing = millis(() -> room.rounds().tick());
        List<Double> counting = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            reading.add(millis(this::readFacts));
            counting.add(millis(() -> SCHEMES.forEach(scheme -> room.rounds().counted(scheme, PERIOD))));
        }
        Figures figures = new Figures("assess");
        double closed = Figures.quantile(array(tallies), 0.5);
        figures.add(
                "a quarter of 2,135 windows and 105 offices: closed from its tallies, and counted with 200,000 facts",
                "ms",
                counting.stream().map(count -> closing + count).toList(),
                "reading the same rows, by turns",
                reading.stream().map(read -> closed + read).toList(),
                "3 times or less");
        figures.add("of it, closing", "ms", List.of(closing), "reading the tallies", List.of(closed), "");
        figures.add("of it, counting", "ms", counting, "reading the facts", reading, "");
        commits(figures, room, store, writer, halls);
    }

    private void commits(Figures figures, Assessments.Room room, Store store, StoreWriter writer, Halls halls)
            throws Exception {
        try (LivePresses presses = new LivePresses(
                store, writer, halls, LivePresses.clock(), () -> {}, AssessedTown.hall(0), EVERY_MILLIS)) {
            commits(presses, LivePresses.times(QUIET));
            List<Double> alone = commits(presses, LivePresses.times(QUIET));
            AtomicBoolean done = new AtomicBoolean();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread counting = new Thread(() -> {
                try {
                    for (String scheme : SCHEMES) {
                        room.rounds().count(ORGANISER, scheme, PERIOD).join();
                        room.rounds().count(AUDITOR, scheme, PERIOD).join();
                    }
                } catch (RuntimeException e) {
                    failed.set(e);
                } finally {
                    done.set(true);
                }
            });
            counting.start();
            List<Double> beside = commits(presses, () -> !done.get());
            counting.join();
            if (failed.get() != null) {
                throw new IllegalStateException("the rounds were not counted", failed.get());
            }
            for (double quantile : List.of(0.5, 0.99)) {
                figures.add(
                        "commit of a live press, 500 a second, while both rounds are counted and stored, "
                                + (quantile == 0.5 ? "median" : "p99"),
                        "ms",
                        List.of(Figures.quantile(array(beside), quantile)),
                        "the same without that",
                        List.of(Figures.quantile(array(alone), quantile)),
                        "");
            }
        }
    }

    private void freeze(Assessments.Room room) throws Exception {
        for (String scheme : SCHEMES) {
            room.schemes()
                    .upload(ORGANISER, scheme + ".yaml", AssessedTown.scheme(scheme))
                    .get();
            room.schemes().enforce(ORGANISER, scheme, 1).get();
            room.schemes().enforce(APPROVER, scheme, 1).get();
            room.rounds().plan(ORGANISER, scheme, PERIOD).get();
            room.rounds().freeze(ORGANISER, scheme, PERIOD, "", "").get();
            room.rounds().freeze(AUDITOR, scheme, PERIOD, "", "2-6-1-4-3-5-6-2").get();
        }
    }

    private Connection connect(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file) + "?busy_timeout=5000");
    }

    private void readTallies() throws SQLException {
        read(
                "gateway.db",
                "select window_id, level, n, late from tally where bucket_start_millis >= "
                        + at("2026-04-01").toEpochMilli() + " and bucket_start_millis < "
                        + at("2026-07-01").toEpochMilli());
    }

    private void readFacts() throws SQLException {
        read(
                "assess.db",
                "select * from subject",
                "select * from post",
                "select f.n, f.source, f.subject, f.value, v.n from fact f"
                        + " left join verification v on v.round_id = f.round_id and v.n = f.n order by f.round_id, f.n");
    }

    /** Every column of every row, as the driver gives it. */
    private void read(String file, String... queries) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            long seen = 0;
            for (String query : queries) {
                try (ResultSet row = statement.executeQuery(query)) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        for (int i = 1; i <= columns; i++) {
                            seen += row.getObject(i) == null ? 0 : 1;
                        }
                    }
                }
            }
            if (seen == 0) {
                throw new IllegalStateException("nothing to read in " + file);
            }
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private static double millis(Act act) throws Exception {
        long begun = System.nanoTime();
        act.run();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    private static Instant at(String day) {
        return LocalDate.parse(day).atStartOfDay(ZONE).toInstant();
    }

    /** Milliseconds from when a press came to when it was committed; they come by the clock, whether or not the one before is through. */
    private static List<Double> commits(LivePresses presses, BooleanSupplier goesOn) throws InterruptedException {
        List<CompletableFuture<Double>> sent = new ArrayList<>();
        long next = System.nanoTime();
        while (goesOn.getAsBoolean()) {
            sent.add(presses.press(AssessedTown.window(0)));
            next += TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        }
        List<Double> millis = new ArrayList<>();
        for (CompletableFuture<Double> press : sent) {
            millis.add(LivePresses.committed(press));
        }
        return millis;
    }
}
