package io.hallpulse.domain.assessment.matter;

import java.util.Collection;

/**
 * When bad ratings by the keys become a case (差评). A case seconds after a press would tell the clerk who pressed: so a window has one for a
 * day that is over, and what was too little for that one for the week. Source: the assessments' design, section 7.3.
 *
 * @param atLeast as many bad ratings make a case, 1 or more
 */
public record BadRatings(int atLeast) {
    /** Under so many ratings nothing is said of a span, since a reader could tell whose rating it was. */
    public static final int MINIMUM = 5;

    public BadRatings {
        if (atLeast < 1) {
            throw new IllegalArgumentException("atLeast is 1 or more, not " + atLeast);
        }
    }

    /**
     * Ratings of one window in a span, without their times.
     *
     * @param worst those of level 1, very dissatisfied
     * @param bad those of level 2, dissatisfied
     * @param ratings those of all levels
     */
    public record Count(long worst, long bad, long ratings) {
        public static final Count NONE = new Count(0, 0, 0);

        /**
         * Of ratings by level.
         *
         * @param n five numbers, that of level 1 first
         */
        public static Count of(long[] n) {
            return new Count(n[0], n[1], n[0] + n[1] + n[2] + n[3] + n[4]);
        }

        public Count plus(Count other) {
            return new Count(worst + other.worst, bad + other.bad, ratings + other.ratings);
        }

        /** What is more than in another; what was taken back since then is nothing, never less. */
        public Count beyond(Count other) {
            return new Count(
                    Math.max(0, worst - other.worst),
                    Math.max(0, bad - other.bad),
                    Math.max(0, ratings - other.ratings));
        }
    }

    /** Whether these ratings are a case. */
    public boolean isCase(Count count) {
        return count.worst() + count.bad() >= atLeast && count.ratings() >= MINIMUM;
    }

    /**
     * What a week is judged by: all that arrived in it, of whatever day, but for the days that have a case of their own.
     *
     * @param now all ratings ever that were given before the week's end, as known now
     * @param weekBefore the same of the week before, as it was known then
     * @param ofCases what this week's daily cases count
     */
    public static Count arrived(Count now, Count weekBefore, Collection<Count> ofCases) {
        return now.beyond(weekBefore).beyond(ofCases.stream().reduce(Count.NONE, Count::plus));
    }
}
