package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.SchemeReading;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads stored schemes, each version once. Any thread. */
final class Grammar {
    private final Reader reader;
    private final Map<String, Scheme> read = new ConcurrentHashMap<>();

    /** What reads the text of a scheme file. */
    @FunctionalInterface
    interface Reader {
        /**
         * Reads and checks it.
         *
         * @param name how faults call it
         * @throws AssessRefused with all faults
         */
        Scheme read(String name, String text);
    }

    Grammar(Reader reader) {
        this.reader = reader;
    }

    /** That of scheme files. */
    static Grammar ofFiles() {
        return new Grammar((name, text) -> {
            SchemeReading reading = SchemeFile.read(name, text);
            Scheme scheme = reading.scheme();
            if (scheme == null) {
                throw new AssessRefused(AssessRefused.Reason.WRONG, String.join("; ", reading.faults()));
            }
            return scheme;
        });
    }

    Scheme read(String name, String text) {
        return reader.read(name, text);
    }

    Scheme of(SchemeRow row) {
        return read.computeIfAbsent(row.digest(), digest -> reader.read(row.object(), row.file()));
    }
}
