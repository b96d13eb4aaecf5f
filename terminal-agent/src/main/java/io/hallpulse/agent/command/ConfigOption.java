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

    /** The file in force, as of {@link TerminalFile#inForce}. */
    Path file() {
        return TerminalFile.inForce(file);
    }

    /** The file as it is named. */
    Path named() {
        return file;
    }

    AgentConfig read() {
        return TerminalFile.read(file);
    }
}
