package io.hallpulse.gateway.config;

import io.hallpulse.contract.config.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    /**
     * The password, null where no file is named.
     *
     * @throws IOException where the file cannot be read or is empty, with one line that says so
     */
    public @Nullable String password() throws IOException {
        if (passwordFile == null) {
            return null;
        }
        try (BufferedReader reader = Files.newBufferedReader(Path.of(passwordFile))) {
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new IOException(passwordFile + " has no first line; write the password there");
            }
            return line;
        } catch (NoSuchFileException e) {
            throw new IOException(passwordFile + " does not exist", e);
        } catch (AccessDeniedException | CharacterCodingException e) {
            throw new IOException(passwordFile + " cannot be read as UTF-8 text by this user", e);
        }
    }
}
