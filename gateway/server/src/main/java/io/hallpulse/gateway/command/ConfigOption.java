package io.hallpulse.gateway.command;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, and the file behind it. */
final class ConfigOption {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The gateway's configuration, gateway.yaml.")
    private Path path = Path.of("gateway.yaml");

    /**
     * Reads and checks the file, also for what this version cannot run.
     *
     * @throws ConfigError with one line that names file, line, key and the mend
     */
    GatewayConfig read() {
        ConfigFile file = new ConfigFile(path.toString(), text());
        GatewayConfig config = GatewayConfig.read(file);
        config.requireRunnable(file);
        return config;
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new ConfigError(path + ": there is no such file; name an existing one after --config");
        } catch (CharacterCodingException e) {
            throw new ConfigError(path + ": not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw new ConfigError(path + ": cannot be read (" + e.getMessage() + "); let this user read it");
        }
    }
}
