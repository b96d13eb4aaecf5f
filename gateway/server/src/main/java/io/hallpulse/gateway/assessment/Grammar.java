package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Scheme;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads stored schemes, each version once. Any thread. */
final class Grammar {
    private final Reader reader;
    private final Map<String, Scheme> read = new ConcurrentHashMap<>();

    /** What reads the text of a scheme file. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads and checks it.
         *
         * @param name how faults call it
         * @throws AssessRefused with the faults, a line each
         */
        Scheme read(String name, String text);
    }

    Grammar(Reader reader) {
        this.reader = reader;
    }

    Scheme read(String name, String text) {
        return reader.read(name, text);
    }

    Scheme of(SchemeRow row) {
        return read.computeIfAbsent(row.digest(), digest -> reader.read(row.object(), row.file()));
    }
}
