package io.hallpulse.runtime.config;

/** A configuration that cannot be used. The message is one line that names file, line, key and the mend. */
public final class ConfigError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigError(String oneLine) {
        super(oneLine);
    }
}
