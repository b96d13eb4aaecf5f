package io.hallpulse.gateway.config;

import io.hallpulse.contract.config.Setting;
import org.jspecify.annotations.Nullable;

/** Where presses are kept: a file under {@code data} when all is left out, else PostgreSQL. */
public record DatabaseConfig(
        @Setting(value = "PostgreSQL, such as jdbc:postgresql://db.hall/hallpulse", optional = true) @Nullable
        String url,

        @Setting(value = "its user", optional = true) @Nullable
        String user,

        @Setting(value = "file whose first line is that user's password", optional = true) @Nullable
        String passwordFile) {
    public DatabaseConfig {
        if (url == null && (user != null || passwordFile != null)) {
            throw new IllegalArgumentException("'user' and 'passwordFile' go with 'url'");
        }
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("'" + url + "' is no database; write jdbc:postgresql://host/name");
        }
    }
}
