package io.hallpulse.agent.config;

import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.config.Setting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file of a terminal that the gateway configures: it only says where the data is, and the configuration in force is there.
 *
 * @param managed true
 */
public record ManagedFile(
        @Setting("folder of all that the agent keeps") Path data,

        @Setting("true: the gateway configures this terminal")
        boolean managed) {
    private static final Pattern MANAGED = Pattern.compile("(?m)^[^#\\n]*\\bmanaged[\"']?\\s*:\\s*true\\b");

    /**
     * Reads a file; empty where it is a whole configuration.
     *
     * @throws io.hallpulse.runtime.config.ConfigError with one line, where it cannot be read, or says more than it may
     */
    public static Optional<ManagedFile> read(Path file) {
        String text = TerminalFile.text(file);
        return MANAGED.matcher(text).find()
                ? Optional.of(new ConfigFile(file.toString(), text).read(ManagedFile.class))
                : Optional.empty();
    }

    /** The configuration in force of a terminal with that data folder. */
    public static Path configuration(Path data) {
        return data.resolve("terminal.yaml");
    }

    /** Its key and certificate. */
    public static Path identity(Path data) {
        return data.resolve("identity.p12");
    }
}
