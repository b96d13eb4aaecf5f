package io.hallpulse.systemtests.benchmark;

import io.hallpulse.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Node-RED with the flow of {@code src/test/node-red} on a broker that is there: parse, join 200, insert, tally by trigger. */
final class NodeRed implements AutoCloseable {
    private static final Path INSTALLED = Path.of(System.getProperty("user.home"), ".cache/hallpulse-node-red");

    private final MeasuredProcess process;
    private final Path databaseFile;

    private NodeRed(MeasuredProcess process, Path databaseFile) {
        this.process = process;
        this.databaseFile = databaseFile;
    }

    static NodeRed start(Path folder, int brokerPort) throws IOException, SQLException {
        Path databaseFile = folder.resolve("peer.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + databaseFile);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(INSTALLED.resolve("schema.sql")));
        }
        MeasuredProcess process = MeasuredProcess.start(
                folder.resolve("peer.log"),
                List.of(
                        "env",
                        "PEER_PORT=" + brokerPort,
                        "PEER_DB=" + databaseFile,
                        "PEER_UI_PORT=" + Ports.free(),
                        "node",
                        INSTALLED.resolve("node_modules/node-red/red.js").toString(),
                        "-u",
                        INSTALLED.toString()));
        NodeRed started = new NodeRed(process, databaseFile);
        started.awaitConnected();
        return started;
    }

    private void awaitConnected() {
        while (!process.line().contains("Connected to broker")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Node-RED ended before it was connected");
            }
        }
    }

    Path databaseFile() {
        return databaseFile;
    }

    @Override
    public void close() {
        process.close();
    }
}
