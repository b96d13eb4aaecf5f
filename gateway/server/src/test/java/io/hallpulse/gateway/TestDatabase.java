package io.hallpulse.gateway;

import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.testkit.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where the gateway of a test keeps its presses: a file in its folder, or a database of a PostgreSQL server. */
public final class TestDatabase {
    private final Path data;
    private final DatabaseConfig config;
    private final @Nullable Postgres server;

    private TestDatabase(Path data, DatabaseConfig config, @Nullable Postgres server) {
        this.data = data;
        this.config = config;
        this.server = server;
    }

    public static TestDatabase embedded(Path data) {
        return new TestDatabase(data, new DatabaseConfig(null, null, null), null);
    }

    /** A fresh database of a server. */
    public static TestDatabase on(Postgres server, Path data) {
        try {
            return at(server, server.createDatabase(), data);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That database of a server. */
    static TestDatabase at(Postgres server, String url, Path data) {
        return new TestDatabase(data, new DatabaseConfig(url, server.user(), server.passwordFile()), server);
    }

    public Path data() {
        return data;
    }

    public DatabaseConfig config() {
        return config;
    }

    /** The value of {@code database} in a configuration. */
    public String yaml() {
        return config.url() == null
                ? "{}"
                : "{url: '%s', user: %s, passwordFile: '%s'}"
                        .formatted(config.url(), config.user(), config.passwordFile());
    }

    public Store open() {
        try {
            return Store.open(data, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its tables as anyone with the database's shell would see them. */
    public StoreFile tables() throws SQLException {
        return new StoreFile(this);
    }

    /** A connection as anyone with the database's shell would have it. */
    public Connection connect() throws SQLException {
        String url = config.url();
        return server == null || url == null
                ? DriverManager.getConnection("jdbc:sqlite:" + data.resolve("gateway.db") + "?busy_timeout=5000")
                : server.connect(url);
    }

    boolean isEmbedded() {
        return server == null;
    }
}
