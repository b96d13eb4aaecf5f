package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.testkit.Postgres;
import io.hallpulse.testkit.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorePostgresIT extends StoreCases {
    private static Postgres server;

    @BeforeAll
    static void start() {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    TestDatabase database(Path data) {
        return TestDatabase.on(server, data);
    }

    @ParameterizedTest
    @CsvSource({"synchronous_commit,off", "synchronous_commit,local", "synchronous_commit,remote_write"})
    void open_commitsThatMayBeLost_isRefused(String setting, String value) throws Exception {
        TestDatabase database = TestDatabase.on(server, data);
        try (StoreFile shell = database.tables()) {
            shell.execute("alter user " + server.user() + " set " + setting + " = " + value);
            try {
                assertThatThrownBy(database::open)
                        .isInstanceOf(OperationFailed.class)
                        .hasMessageMatching(
                                "the database jdbc:postgresql:.* cannot be used: it is not safe against power"
                                        + " loss: synchronous_commit " + value + ", fsync on; set both to on");
            } finally {
                shell.execute("alter user " + server.user() + " reset " + setting);
            }
        }
    }

    @Test
    void answers_serverThatHangs_isFalseWithoutWaitingForAQuerysTimeOut() throws Exception {
        TestDatabase database = TestDatabase.on(server, data);
        String url = Objects.requireNonNull(database.config().url());
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (TcpProxy network = new TcpProxy(port);
                Store store = Store.open(
                        data,
                        new DatabaseConfig(
                                url.replace(":" + port + "/", ":" + network.port() + "/"),
                                database.config().user(),
                                database.config().passwordFile()))) {
            assertThat(store.answers()).isTrue();

            network.swallow(TcpProxy.Swallow.BOTH);
            assertThat(CompletableFuture.supplyAsync(store::answers))
                    .succeedsWithin(Duration.ofSeconds(40))
                    .isEqualTo(false);

            network.heal();
            await().atMost(Duration.ofMinutes(1)).until(store::answers);
        }
    }

    @Test
    void open_serverThatSkipsTheDisk_isRefused() {
        try (Postgres careless = Postgres.start("fsync=off")) {
            assertThatThrownBy(() -> TestDatabase.on(careless, data).open())
                    .hasMessageContaining("synchronous_commit on, fsync off; set both to on");
        }
    }

    @Test
    void open_otherEncoding_isRefused() throws Exception {
        String url = TestDatabase.on(server, data).config().url();
        try (StoreFile shell = TestDatabase.on(server, data).tables()) {
            shell.execute("create database old encoding 'LATIN1' locale 'C' template template0");
        }
        DatabaseConfig old = new DatabaseConfig(
                String.valueOf(url).replaceFirst("/hall.*", "/old"), server.user(), server.passwordFile());

        assertThatThrownBy(() -> Store.open(data, old)).hasMessageContaining("its encoding is LATIN1; create it with");
    }

    @Test
    void open_nobodyThere_isRefusedInOneLineWithoutSecrets() {
        DatabaseConfig nowhere = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/hall?password=secret", null, null);

        assertThatThrownBy(() -> Store.open(data, nowhere))
                .isInstanceOf(OperationFailed.class)
                .hasMessageStartingWith("the database jdbc:postgresql://127.0.0.1:1/hall cannot be used: Connection to")
                .hasMessageNotContainingAny("\n", "secret");
    }
}
