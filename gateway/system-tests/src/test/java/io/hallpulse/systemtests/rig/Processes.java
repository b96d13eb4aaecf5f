package io.hallpulse.systemtests.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says of a process; see proc(5). Zero where it is gone. */
final class Processes {
    private Processes() {}

    static long residentKilobytes(long pid) {
        return field(pid, "VmRSS:");
    }

    /** Since its start. */
    static long mostResidentKilobytes(long pid) {
        return field(pid, "VmHWM:");
    }

    static long threads(long pid) {
        return field(pid, "Threads:");
    }

    static long openFiles(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Bytes of all files in a folder. */
    static long bytesOf(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long field(long pid, String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
