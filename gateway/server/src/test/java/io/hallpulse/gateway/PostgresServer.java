package io.hallpulse.gateway;

import io.hallpulse.testkit.Postgres;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server for the tests of a class, with a fresh database for each. */
public final class PostgresServer implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Postgres server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Postgres.start();
    }

    /** A fresh database for the test of a folder. */
    public TestDatabase database(Path data) {
        return TestDatabase.on(Objects.requireNonNull(server), data);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
    }
}
