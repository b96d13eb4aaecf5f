package io.hallpulse.contract.config;

import java.io.IOException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What stands in the file of a password: the password in its first line, for nobody's eyes but its program's. */
public final class PasswordText {
    private PasswordText() {}

    /**
     * The password.
     *
     * @param file how errors call it
     * @throws IOException with one line that says what is wrong and the mend
     */
    public static String of(String file, String text, Set<PosixFilePermission> permissions) throws IOException {
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException(
                    file + " holds a password and every user of this machine can read it; run chmod o-rwx " + file);
        }
        String password = text.lines().findFirst().orElse("");
        if (password.isEmpty()) {
            throw new IOException(file + " has no first line; write the password there");
        }
        return password;
    }
}
