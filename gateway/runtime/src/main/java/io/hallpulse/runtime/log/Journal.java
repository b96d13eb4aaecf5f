package io.hallpulse.runtime.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether the systemd journal reads standard error: it has a time for each line of its own, and takes the line's priority from its start. */
public final class Journal {
    private Journal() {}

    /**
     * How a line begins, as {@code sd-daemon(3)} has it.
     *
     * @param level 4 for an error, 3 for a warning, 2 and less for what is only told
     */
    public static String priority(int level) {
        return level >= 4 ? "<3>" : level == 3 ? "<4>" : "<6>";
    }

    /** By {@code JOURNAL_STREAM}, see {@code systemd.exec(5)}: a program that was started with another standard error inherits it too. */
    public static boolean readsStandardError(Map<String, String> environment) {
        String stream = environment.get("JOURNAL_STREAM");
        if (stream == null) {
            return false;
        }
        try {
            Path error = Path.of("/proc/self/fd/2");
            return stream.equals(Files.getAttribute(error, "unix:dev") + ":" + Files.getAttribute(error, "unix:ino"));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
