package io.hallpulse.agent.command;

import io.hallpulse.agent.config.AgentConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}. */
@Command(
        name = "check",
        description = "Validates the configuration; opens nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        AgentConfig read = config.read();
        spec.commandLine()
                .getOut()
                .println("OK: terminal " + read.terminalId() + ", "
                        + read.windows().size() + " windows, " + read.inputs().size() + " inputs");
        return 0;
    }
}
