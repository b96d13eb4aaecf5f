package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.testkit.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MoveDatabaseIT {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void moveDatabase_onceAndAgain_isZeroThenOneWithOneLine() throws Exception {
        Path data = folder.resolve("data");
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer()) {
            writer.transaction(tables -> tables.settings().gatewayId(() -> "g7d2"));
        }
        String config = Files.writeString(folder.resolve("gateway.yaml"), """
                        data: %s
                        terminals: open
                        halls:
                          - id: north
                            name: {zh: 北区政务大厅, en: North Hall}
                            windows: [{id: A03, name: {zh: 不动产登记, en: Property registration}}]
                        """.formatted(data))
                .toString();
        try (Postgres server = Postgres.start()) {
            String[] arguments = {
                "move-database",
                "--config",
                config,
                "--to",
                server.createDatabase(),
                "--user",
                server.user(),
                "--password-file",
                server.passwordFile().toString()
            };
            assertThat(run(arguments)).as(err.toString()).isZero();
            assertThat(out.toString())
                    .startsWith("moved 1 rows, and both agree; now name it in gateway.yaml: database:");
            assertThat(err.toString()).isEmpty();

            assertThat(run(arguments)).isEqualTo(1);
            assertThat(err.toString().lines()).hasSize(1).first().asString().contains("is not empty");
        }
    }

    private int run(String... arguments) {
        CommandLine line = GatewayMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
