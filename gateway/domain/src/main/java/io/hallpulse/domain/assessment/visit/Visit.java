package io.hallpulse.domain.assessment.visit;

import java.util.Comparator;

/**
 * A visit that a round wants.
 *
 * @param source id of the scheme's source of visits
 * @param subject id of who is visited
 * @param n 1 for the first one of this subject
 */
public record Visit(String source, String subject, int n) implements Comparable<Visit> {
    private static final Comparator<Visit> ORDER =
            Comparator.comparing(Visit::source).thenComparing(Visit::subject).thenComparingInt(Visit::n);

    /** As the text that is hashed names it: {@code patrol/north/A03/7}. */
    public String id() {
        return source + "/" + subject + "/" + n;
    }

    @Override
    public int compareTo(Visit other) {
        return ORDER.compare(this, other);
    }
}
