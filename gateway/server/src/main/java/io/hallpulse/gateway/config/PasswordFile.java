package io.hallpulse.gateway.config;

import io.hallpulse.contract.config.PasswordText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file whose first line is a password. */
final class PasswordFile {
    private PasswordFile() {}

    /**
     * The password.
     *
     * @throws IOException where the file cannot be read, is empty or is open to every user, with one line that says so
     */
    static String read(Path file) throws IOException {
        try {
            return PasswordText.of(file.toString(), Files.readString(file), Files.getPosixFilePermissions(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist; write the password into its first line", e);
        } catch (AccessDeniedException | CharacterCodingException e) {
            throw new IOException(
                    file + " cannot be read as UTF-8 text by this user; give it to the user that the gateway runs as",
                    e);
        }
    }
}
