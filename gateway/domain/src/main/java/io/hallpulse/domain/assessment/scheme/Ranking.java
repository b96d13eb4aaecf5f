package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How printed figures become ranks and a list. Equal printed figures share a rank: 1 2 2 4.
 *
 * @param breakBy what settles a tie at the edge of the list, before the ticket does
 * @param first items whose verified fact puts a subject at rank 1
 * @param bar items whose verified fact keeps a subject out of the list
 * @param firm when a rank is told as firm; null where the scheme does not ask
 */
public record Ranking(
        Within within,
        Order order,
        Listing list,
        List<TieBreak> breakBy,
        List<ItemName> first,
        List<ItemName> bar,
        @Nullable Firm firm) {
    /** Who is ranked together. */
    public enum Within implements Word {
        SCHEME,
        CATEGORY
    }

    /** Who has rank 1. */
    public enum Order implements Word {
        WORST_FIRST,
        BEST_FIRST
    }

    /**
     * Who is listed.
     *
     * @param edge what becomes of a tie at the end of the list
     */
    public record Listing(Take take, Edge edge) {}

    /** How many are listed. */
    public sealed interface Take {
        /** So many of each league, 1 or more: of all together, or of each category. */
        record Each(int places) implements Take {}

        /** So many of each category, by its id; all categories are there, places 0 or more. */
        record ByCategory(Map<String, Integer> places) implements Take {
            public ByCategory {
                places = Copies.of(places);
            }
        }

        /** So many in all, 1 or more, shared out among the categories by their size (largest remainder). */
        record Spread(int places) implements Take {}
    }

    /** What becomes of a tie at the end of a list. */
    public enum Edge implements Word {
        /** The named parts settle it, then the ticket. */
        BREAK,
        /** All are listed. */
        INCLUDE,
        /** The ticket settles it. */
        DRAW
    }

    /** What settles a tie. */
    public sealed interface TieBreak {
        /** The figure of a part, by its id: the greater, or with {@code good: low} the less, is better. */
        record ByPart(String part) implements TieBreak {}

        /** More people served. */
        record Contacts() implements TieBreak {}

        /** More services. */
        record Services() implements TieBreak {}

        /** The rank in the round before. */
        record Previous() implements TieBreak {}
    }

    /**
     * When a rank is firm.
     *
     * @param confidence one of {@link #CONFIDENCES}
     */
    public record Firm(BigDecimal confidence, Then then) {
        /** A closed list, so that the deviation that belongs to each is one number on every machine. */
        public static final List<BigDecimal> CONFIDENCES = Stream.of("0.8", "0.9", "0.95", "0.98", "0.99")
                .map(BigDecimal::new)
                .toList();
    }

    /** What becomes of a rank that is not firm. */
    public enum Then implements Word {
        /** It is printed with a mark. */
        MARK,
        /** Nothing is proposed for it but the reminder. */
        REMIND_ONLY
    }

    /** Whether ties are settled by how many services there were. */
    public boolean asksServices() {
        return breakBy.contains(new TieBreak.Services());
    }

    /** Whether ties are settled by how many people were served. */
    public boolean asksContacts() {
        return breakBy.contains(new TieBreak.Contacts());
    }

    public Ranking {
        breakBy = List.copyOf(breakBy);
        first = List.copyOf(first);
        bar = List.copyOf(bar);
    }
}
