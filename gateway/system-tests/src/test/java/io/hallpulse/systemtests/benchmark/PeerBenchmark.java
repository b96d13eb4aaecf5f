package io.hallpulse.systemtests.benchmark;

import io.hallpulse.testkit.Mosquitto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live presses, one a message, as fast as Mosquitto passes them on, until they stand in a SQLite file: the gateway beside a flow of
 * Node-RED that inserts 200 at a time, round by round, each behind a broker of its own while the other one rests.
 */
class PeerBenchmark {
    private static final int TERMINALS = 50;
    private static final int PRESSES_EACH = 400;
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 7;

    /** Below what Mosquitto keeps for a slow subscriber. */
    private static final long MOST_ON_THEIR_WAY = 15_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void besideNodeRed() throws Exception {
        Figures figures = new Figures("peer");
        try (Pair pair = Pair.embeddedBesideMosquitto(folder);
                Mosquitto broker = Mosquitto.start(Files.createDirectory(folder.resolve("peer-broker")));
                NodeRed peer = NodeRed.start(folder, broker.port());
                Connection ours = DriverManager.getConnection("jdbc:sqlite:" + pair.databaseFile());
                Connection theirs = DriverManager.getConnection("jdbc:sqlite:" + peer.databaseFile())) {
            LongSupplier stored = count(ours, "select coalesce(sum(to_seq - from_seq + 1), 0) from received_range");
            LongSupplier inserted = count(theirs, "select coalesce(sum(n), 0) from agg");
            DoubleSupplier live = () -> round(pair, pair.gateway().brokerPort(), stored);
            DoubleSupplier baseline = () -> round(pair, broker.port(), inserted);
            figures.addByTurns(
                    "the gateway's first 20,000 presses after its start",
                    "presses/s",
                    0,
                    1,
                    live,
                    "Node-RED's",
                    baseline,
                    "");
            figures.addByTurns(
                    "live presses, one a message, acknowledged after commit",
                    "presses/s",
                    WARM_UP,
                    ROUNDS,
                    live,
                    "Node-RED, acknowledged before stored",
                    baseline,
                    "1.2");
        }
    }

    /** Presses a second from the first message until the last row. */
    private static double round(Pair pair, int port, LongSupplier rows) {
        Backlog backlog = pair.backlog(TERMINALS, PRESSES_EACH, 1);
        long before = rows.getAsLong();
        try (Swarm swarm = Swarm.connect(port, backlog, false)) {
            return backlog.perSecond(swarm.sendUntilArrived(MOST_ON_THEIR_WAY, () -> rows.getAsLong() - before));
        }
    }

    /** What a query counts, asked at most every 20 ms. */
    private static LongSupplier count(Connection connection, String sql) {
        return new LongSupplier() {
            private static final long EVERY_NANOS = Duration.ofMillis(20).toNanos();
            private long askedNanos = System.nanoTime() - EVERY_NANOS;
            private long count;

            @Override
            public long getAsLong() {
                if (System.nanoTime() - askedNanos >= EVERY_NANOS) {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery(sql)) {
                        row.next();
                        count = row.getLong(1);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    askedNanos = System.nanoTime();
                }
                return count;
            }
        };
    }
}
