package io.hallpulse.agent.command;

import io.hallpulse.agent.status.StatusSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}. */
@Command(
        name = "status",
        description = "Prints the running agent's status message.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws IOException {
        Path data = config.read().data();
        byte[] status;
        try {
            status = StatusSocket.query(data);
        } catch (IOException e) {
            throw new IOException(
                    "no agent answers on " + data + " (" + e.getMessage()
                            + "); start it with run, or ask as the user that it runs as",
                    e);
        }
        spec.commandLine().getOut().println(new String(status, StandardCharsets.UTF_8));
        return 0;
    }
}
