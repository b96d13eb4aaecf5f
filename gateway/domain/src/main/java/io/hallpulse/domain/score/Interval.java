package io.hallpulse.domain.score;

/**
 * Where a share lies with 95 % confidence: the score interval of Wilson (1927), which stays within 0 and 1 and is honest for few ratings.
 *
 * @param low 0 to 1
 * @param high 0 to 1, not below {@code low}
 */
public record Interval(double low, double high) {
    /** The standard normal distribution has 95 % of its weight within so many deviations. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of {@code part} out of {@code whole}.
     *
     * @throws IllegalArgumentException where nothing was counted, or part is no part of it
     */
    public static Interval of(long part, long whole) {
        if (whole <= 0 || part < 0 || part > whole) {
            throw new IllegalArgumentException("no share: " + part + " of " + whole);
        }
        double n = whole;
        double share = part / n;
        double middle = share + Z * Z / (2 * n);
        double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        double all = 1 + Z * Z / n;
        return new Interval(part == 0 ? 0 : (middle - half) / all, part == whole ? 1 : (middle + half) / all);
    }

    /** Whether the two shares may be the same for all that is known. */
    public boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }
}
