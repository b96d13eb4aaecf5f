package io.hallpulse.domain.press;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Seqs as few short spans, so that asking the database for them never brings much that was not asked for. */
public final class Spans {
    private static final long GAP = 64;
    private static final long LENGTH = 2000;

    private Spans() {}

    /** Both ends are in it. */
    public record Span(long from, long to) {}

    public static List<Span> of(Collection<Long> seqs) {
        List<Span> spans = new ArrayList<>();
        long from = 0;
        long to = 0;
        for (long seq : seqs.stream().sorted().toList()) {
            if (from == 0) {
                from = seq;
            } else if (seq - to > GAP || seq - from >= LENGTH) {
                spans.add(new Span(from, to));
                from = seq;
            }
            to = seq;
        }
        if (from != 0) {
            spans.add(new Span(from, to));
        }
        return spans;
    }
}
