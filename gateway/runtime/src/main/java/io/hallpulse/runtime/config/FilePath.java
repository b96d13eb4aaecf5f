package io.hallpulse.runtime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path as somebody wrote it, in a configuration or after an option. */
public final class FilePath {
    private FilePath() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with one line, where this process can have no file of that name: under {@code LANG=C} Java takes
     *     nothing but ASCII
     */
    public static Path parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("'" + text + "' names no file and no folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    text.indexOf('\0') >= 0
                            ? "a path holds no NUL character; take it out"
                            : "'" + text + "' cannot be named in the character set of this process ("
                                    + System.getProperty("sun.jnu.encoding")
                                    + "); start it with LC_ALL=C.UTF-8 in its environment, or use ASCII letters",
                    e);
        }
    }
}
