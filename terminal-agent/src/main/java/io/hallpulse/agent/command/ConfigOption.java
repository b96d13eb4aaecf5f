package io.hallpulse.agent.command;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.TerminalFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConfigOption {
    @Option(names = "--config", required = true, paramLabel = "terminal.yaml", description = "The configuration.")
    private Path file;

    Path file() {
        return file;
    }

    AgentConfig read() {
        return TerminalFile.read(file);
    }
}
