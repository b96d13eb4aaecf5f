package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.PasswordFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where presses are kept: a file under {@code data} when all is left out, else PostgreSQL. */
public record DatabaseConfig(
        @Setting(value = "PostgreSQL, such as jdbc:postgresql://db.hall/hallpulse", optional = true) @Nullable
        String url,

        @Setting(value = "its user", optional = true) @Nullable
        String user,

        @Setting(
                value = "file whose first line is that user's password; readable by the gateway's user and group alone",
                optional = true)
        @Nullable
        Path passwordFile) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int USUAL_PORT = 5432;

    public DatabaseConfig {
        if (url == null && (user != null || passwordFile != null)) {
            throw new IllegalArgumentException("'user' and 'passwordFile' go with 'url'");
        }
        if (url != null) {
            if (!url.startsWith(POSTGRESQL)) {
                throw new IllegalArgumentException("'" + url + "' is no database; write jdbc:postgresql://host/name");
            }
            requireHosts(url);
        }
    }

    /**
     * The password, null where no file is named.
     *
     * @throws IOException where the file cannot be read or is empty or is open to every user, with one line that says so
     */
    public @Nullable String password() throws IOException {
        return passwordFile == null ? null : PasswordFile.read(passwordFile);
    }

    /** The machines that a URL names, {@code host} or {@code host:port}, several with commas between; none where it leaves them out. */
    private static void requireHosts(String url) {
        String rest = url.substring(POSTGRESQL.length());
        if (!rest.startsWith("//")) {
            return;
        }
        for (String machine : rest.substring(2).split("[/?]", 2)[0].split(",")) {
            boolean hasPort = machine.indexOf(':', machine.indexOf(']') + 1) >= 0;
            if (!machine.isEmpty()) {
                HostPort.parse(hasPort ? machine : machine + ":" + USUAL_PORT);
            }
        }
    }
}
