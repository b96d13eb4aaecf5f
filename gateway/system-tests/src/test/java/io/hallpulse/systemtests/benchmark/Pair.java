package io.hallpulse.systemtests.benchmark;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway with its broker and database, and beside it the two baselines: the broker alone and the database alone. */
final class Pair implements AutoCloseable {
    static final List<String> OPTIONS = List.of("-Xmx1500m");

    /** Of the messages of a round, which are a multiple of it. */
    private static final int STEP = 50;

    /** Of a round to the counting subscriber. */
    private static final long ON_THEIR_WAY = 500;

    private static final String GATEWAY = "gateway";

    private final Path folder;
    private final @Nullable Mosquitto mosquitto;
    private final @Nullable Postgres postgres;
    private final MeasuredGateway gateway;
    private int rounds;
    private long counted;

    private Pair(Path folder, @Nullable Mosquitto mosquitto, @Nullable Postgres postgres) {
        this.folder = folder;
        this.mosquitto = mosquitto;
        this.postgres = postgres;
        TestDatabase database = postgres == null
                ? TestDatabase.embedded(folder.resolve(GATEWAY))
                : TestDatabase.on(postgres, folder.resolve(GATEWAY));
        this.gateway = MeasuredGateway.start(database, OPTIONS, mosquitto == null ? 0 : mosquitto.port());
    }

    static Pair embedded(Path folder) {
        return new Pair(folder, null, null);
    }

    /** As {@link #embedded(Path)}, with a database that holds presses already. */
    static Pair embedded(Path folder, long presses) throws SQLException {
        if (presses > 0) {
            Backlog held = new Backlog("held", Math.toIntExact(presses / 1000), 1000, 100, Instant.now());
            Preload.presses(TestDatabase.embedded(folder.resolve(GATEWAY)), held);
        }
        return embedded(folder);
    }

    /** The embedded database, behind a Mosquitto. */
    static Pair embeddedBesideMosquitto(Path folder) {
        return new Pair(folder, Mosquitto.start(folder), null);
    }

    static Pair external(Path folder) {
        return new Pair(folder, Mosquitto.start(folder), Postgres.start());
    }

    /** Of the embedded database. */
    Path databaseFile() {
        return folder.resolve(GATEWAY).resolve("gateway.db");
    }

    MeasuredGateway gateway() {
        return gateway;
    }

    /** A backlog that nobody saw before. */
    Backlog backlog(int terminals, int pressesEach, int batch) {
        return new Backlog("%04d".formatted(rounds++), terminals, pressesEach, batch, Instant.now());
    }

    /** As {@link MeasuredGateway#drain}. */
    double drain(Backlog backlog) {
        return gateway.drain(backlog);
    }

    /** Presses a second of the same messages through the same kind of broker, to a subscriber that only counts. */
    double[] brokerAlone(List<Backlog> backlogs) {
        Backlog first = backlogs.get(0);
        long messages = first.presses() / first.batch();
        double[] found = new double[backlogs.size()];
        try (MeasuredProcess counter = MeasuredProcess.java(
                folder.resolve("counter.log"),
                OPTIONS,
                CountingSubscriber.class.getName(),
                String.valueOf(STEP),
                folder.resolve("scratch").toString(),
                String.valueOf(mosquitto == null ? 0 : mosquitto.port()))) {
            int port = Integer.parseInt(counter.line());
            counted = 0;
            for (int i = 0; i < found.length; i++) {
                try (Swarm swarm = Swarm.connect(port, backlogs.get(i), false)) {
                    long before = i * messages;
                    found[i] = first.perSecond(
                            swarm.sendUntilArrived(ON_THEIR_WAY, () -> newest(counter, before) - before));
                }
            }
        }
        return found;
    }

    /** How many messages it has counted, as it said last. */
    private long newest(MeasuredProcess counter, long atLeast) {
        counted = Math.max(counted, atLeast);
        while (counter.hasLine()) {
            counted = Long.parseLong(counter.line());
        }
        return counted;
    }

    /** Rows a second of the same presses by bare inserts into a fresh database of the same kind. */
    double databaseAlone(Backlog backlog) throws SQLException {
        Path fresh = folder.resolve("bare-" + rounds++);
        TestDatabase database = postgres == null ? TestDatabase.embedded(fresh) : TestDatabase.on(postgres, fresh);
        Store store = database.open();
        store.close();
        try (Connection connection = connect(database)) {
            return backlog.perSecond(BareInserts.insert(connection, backlog, 1));
        }
    }

    private Connection connect(TestDatabase database) throws SQLException {
        String url = database.config().url();
        return postgres == null || url == null
                ? DriverManager.getConnection("jdbc:sqlite:" + database.data().resolve("gateway.db")
                        + "?journal_mode=WAL&synchronous=FULL&foreign_keys=true")
                : postgres.connect(url);
    }

    /** The slower of two baselines, round by round. */
    static List<Double> slower(List<Double> one, List<Double> other) {
        List<Double> slower = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            slower.add(Math.min(one.get(i), other.get(i)));
        }
        return slower;
    }

    static Path folderIn(Path parent, String name) throws java.io.IOException {
        return Files.createDirectories(parent.resolve(name));
    }

    @Override
    public void close() {
        gateway.close();
        if (mosquitto != null) {
            mosquitto.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
