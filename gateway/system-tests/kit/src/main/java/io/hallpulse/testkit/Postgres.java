package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL with data of its own, on a free port of the loopback address; passwords are wanted as at a site. */
public final class Postgres implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final String USER = "hallpulse";
    private static final String PASSWORD = "press once";
    /** It will not run as root. */
    private static final String SERVANT = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private Program process;
    private int databases;

    private Postgres(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        program(
                "initdb",
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync");
        this.process = launch();
    }

    /**
     * Starts a server.
     *
     * @param settings such as {@code synchronous_commit=off}
     */
    public static Postgres start(String... settings) {
        try {
            Path folder = Files.createTempDirectory("hallpulse-postgres-");
            Files.setPosixFilePermissions(
                    Files.writeString(folder.resolve("password"), PASSWORD + "\n"),
                    PosixFilePermissions.fromString("rw-------"));
            if (isRoot()) {
                own(folder);
                own(folder.resolve("password"));
            }
            return new Postgres(folder, Ports.free(), List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database that nobody used before, as JDBC calls it. */
    public String createDatabase() throws SQLException {
        String name = "hall" + ++databases;
        execute("create database " + name);
        return url(name);
    }

    /** A folder of the server's where a disk may be mounted. */
    public Path space() {
        return folder.resolve("space");
    }

    /** The same as {@link #createDatabase}, its tables in {@link #space}. */
    public String createDatabaseInSpace() throws SQLException, IOException {
        Path tables = Files.createDirectory(space().resolve("tables"));
        if (isRoot()) {
            own(tables);
        }
        execute("create tablespace space location '" + tables + "'");
        String name = "hall" + ++databases;
        execute("create database " + name + " tablespace space");
        return url(name);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void own(Path path) throws IOException {
        Files.setOwner(
                path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVANT));
    }

    public String user() {
        return USER;
    }

    public Path passwordFile() {
        return folder.resolve("password");
    }

    /** A connection as anyone with the shell would have it. */
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, PASSWORD);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL to all its processes; it recovers from its log when it is started again. */
    public void kill() {
        process.close();
    }

    /** Starts it again on the same port, killed before if it runs. */
    public void restart() {
        process.close();
        process = launch();
    }

    /** Ends it and removes what it kept. */
    @Override
    public void close() {
        if (process.isAlive()) {
            program("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "stop");
        }
        process.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program launch() {
        List<String> arguments = new ArrayList<>(List.of("-D", data(), "-h", "127.0.0.1", "-p", String.valueOf(port)));
        Stream.concat(Stream.of("unix_socket_directories="), settings.stream())
                .forEach(setting -> arguments.addAll(List.of("-c", setting)));
        Program server = Program.start(log(), command("postgres", arguments));
        Ports.awaitServer(server, port);
        await("PostgreSQL has recovered")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    connect(url("postgres")).close();
                    return true;
                });
        return server;
    }

    private void program(String name, String... arguments) {
        Program.run(log(), command(name, List.of(arguments)));
    }

    private static List<String> command(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + SERVANT, "--regid=" + SERVANT, "--init-groups"));
        }
        command.add(newest().resolve(name).toString());
        command.addAll(arguments);
        return command;
    }

    private static Path newest() {
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }
}
