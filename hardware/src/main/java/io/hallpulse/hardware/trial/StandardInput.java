package io.hallpulse.hardware.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The standard input that the program was given. A program that is started with it closed gets number 0 for the first file that
 * it opens itself, which for Java is its own library of classes: that is no keyboard.
 */
public final class StandardInput {
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

    private StandardInput() {}

    /** Whether standard input was open when the program began. Reads nothing from it. */
    public static boolean isOpen() {
        try {
            Path target = Files.readSymbolicLink(STANDARD_INPUT);
            return !target.startsWith(Path.of(System.getProperty("java.home")).toRealPath());
        } catch (IOException e) {
            return Files.notExists(Path.of("/proc/self/fd")); // without /proc nothing is known against it
        }
    }
}
