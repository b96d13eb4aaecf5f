package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How facts become a figure from 0 to 100. The sixth measure, points of a ledger, is {@link Score.Adjustment}. */
public sealed interface Measure {
    /** The word in a file, and the kinds of source that it reads. */
    enum Kind implements Word {
        LEVELS(SourceKind.PRESSES),
        CHOICE(SourceKind.BALLOT, SourceKind.SURVEY),
        NAMED(SourceKind.BALLOT),
        CHECKLIST(SourceKind.VISITS),
        RATE(SourceKind.CASES);

        private final Set<SourceKind> reads;

        Kind(SourceKind... reads) {
            this.reads = Set.of(reads);
        }

        public boolean reads(SourceKind source) {
            return reads.contains(source);
        }

        /** The kinds that it reads, as an error names them. */
        String readsWords() {
            return reads.stream().map(SourceKind::word).sorted().collect(Collectors.joining(" or "));
        }
    }

    Kind kind();

    /** A figure of the five levels of the keys. */
    enum LevelFigure implements Word {
        /** 100 (n5 + n4 + n3) / n. */
        SATISFACTION,
        /** 100 (n5 + n4) / n. */
        STRICT,
        /** 25 (4 n5 + 3 n4 + 2 n3 + n2) / n. */
        INDEX
    }

    /** Presses of the rating keys. */
    record Levels(LevelFigure as) implements Measure {
        @Override
        public Kind kind() {
            return Kind.LEVELS;
        }
    }

    /** The mean value of answers, excluded ones left out, questions by weight. */
    record Choice() implements Measure {
        @Override
        public Kind kind() {
            return Kind.CHOICE;
        }
    }

    /** Among whom a subject's share of a mark is taken. */
    enum Among implements Word {
        /** Ballots whose voter dealt with the subject. */
        CONTACT,
        /** All ballots. */
        BALLOTS
    }

    /**
     * How often a subject is named for each mark, drawn to the pool.
     *
     * @param marks weight of each mark of the form by its id, 0 or more, 100 together
     * @param prior with how many average answers a subject starts, 0 or more
     */
    record Named(Map<String, BigDecimal> marks, Among of, int prior) implements Measure {
        /** Average answers where the scheme does not say. */
        public static final int PRIOR = 20;

        public Named {
            marks = Copies.of(marks);
        }

        @Override
        public Kind kind() {
            return Kind.NAMED;
        }
    }

    /** The mean over visits of 100 less what the checklist deducts. */
    record Checks() implements Measure {
        @Override
        public Kind kind() {
            return Kind.CHECKLIST;
        }
    }

    /** What a case that came to its outcome late is worth. */
    enum Late implements Word {
        /** It is one of {@code of} and none of {@code count}. */
        FAILS,
        /** It counts like the others. */
        COUNTS
    }

    /**
     * A share of outcomes of cases: 100 count / of.
     *
     * @param count outcomes that are good, at least one
     * @param of all outcomes that are counted, at least one
     * @param none the figure where there was no case, 0 to 100; null where the part is then missing
     */
    record Rate(
            Set<String> count,
            Set<String> of,
            Late late,
            @Nullable BigDecimal none) implements Measure {
        public Rate {
            count = Copies.of(count);
            of = Copies.of(of);
        }

        @Override
        public Kind kind() {
            return Kind.RATE;
        }
    }
}
