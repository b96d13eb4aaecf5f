package io.hallpulse.agent.command;

import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.contract.message.Json;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outbox}. */
@Command(
        name = "outbox",
        description = "Prints what became of this terminal's presses; also beside a running agent.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class OutboxCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException, SQLException {
        Path data = config.read().data();
        ScratchFolder.make(data.resolve("tmp"));
        OutboxCounts account = OutboxCounts.read(data);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(account), StandardCharsets.UTF_8));
            return 0;
        }
        account.runs()
                .forEach(run -> out.println(String.format(
                        Locale.ROOT,
                        "run %s: %d stored, %d held from seq %d",
                        run.run(),
                        run.next() - 1,
                        run.next() - run.low(),
                        run.low())));
        out.println(String.format(
                Locale.ROOT, "held %d, stored %d, refused %d", account.held(), account.stored(), account.refused()));
        return 0;
    }
}
