package io.hallpulse.runtime.disk;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** A file whose first line is a password, for nobody's eyes but its program's. */
public final class PasswordFile {
    private PasswordFile() {}

    /**
     * The password.
     *
     * @throws IOException where the file cannot be read, is empty or is open to every user, with one line that says so and the mend
     */
    public static String read(Path file) throws IOException {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new IOException(
                        file + " holds a password and every user of this machine can read it; run chmod o-rwx " + file);
            }
            String password = Files.readString(file).lines().findFirst().orElse("");
            if (password.isEmpty()) {
                throw new IOException(file + " has no first line; write the password there");
            }
            return password;
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist; write the password into its first line", e);
        } catch (FileSystemException | CharacterCodingException e) {
            throw FileFault.of(file, e);
        }
    }
}
