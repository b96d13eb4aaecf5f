package io.hallpulse.domain.directory;

/**
 * How far people stand from a hall's screen, and how large it is: what decides how large letters must be on it.
 *
 * @param diagonalInches of the panel, 20 to 500
 * @param distanceMetres from which it is to be read, 1 to 50
 */
public record Viewing(double diagonalInches, double distanceMetres) {
    public static final Viewing DEFAULT = new Viewing(75, 10);

    static final int LEAST_INCHES = 20;
    static final int MOST_INCHES = 500;
    static final int LEAST_METRES = 1;
    static final int MOST_METRES = 50;

    /** ISO 9241-3: what is to be read is at least so high, seen from where it is read. */
    private static final double MINUTES_OF_ARC = 16;
    /** The heights of a Han character and of a digit or capital letter, in ems of Noto Sans CJK. */
    private static final double HAN_EM = 0.92;

    private static final double DIGIT_EM = 0.73;

    private static final int LINES = 1080;
    private static final double MILLIMETRES_PER_INCH = 25.4;
    private static final double LEAST_NAME = 48;
    /** Larger, and no name fits beside its number and score any more. */
    private static final double MOST_NAME = 80;

    private static final double SCORE_PER_NAME = 1.5;
    private static final double ROW_PER_NAME = 1.88;

    public Viewing {
        if (!(diagonalInches >= LEAST_INCHES && diagonalInches <= MOST_INCHES)) {
            throw new IllegalArgumentException("diagonal is 20in to 500in, not " + diagonalInches + "in");
        }
        if (!(distanceMetres >= LEAST_METRES && distanceMetres <= MOST_METRES)) {
            throw new IllegalArgumentException("distance is 1m to 50m, not " + distanceMetres + "m");
        }
    }

    /**
     * The sizes of what is read from afar, in pixels of a screen with 1080 lines (with 1080 columns, where it stands upright).
     *
     * @param number font size of a window's number
     * @param name font size of a window's name
     * @param score font size of a window's score
     * @param row least height of a window's row
     */
    public record Sizes(int number, int name, int score, int row) {}

    /** Those at which numbers, names and scores can be read from there, within what a row can hold. */
    public Sizes sizes() {
        double name = Math.min(MOST_NAME, Math.max(LEAST_NAME, pixels() / HAN_EM));
        return new Sizes(up(name * HAN_EM / DIGIT_EM), up(name), up(name * SCORE_PER_NAME), up(name * ROW_PER_NAME));
    }

    /** How many pixels high the least that can be read is. The panel is 16:9. */
    private double pixels() {
        double pitch = diagonalInches * MILLIMETRES_PER_INCH * 9 / Math.hypot(16, 9) / LINES;
        double height = 2 * distanceMetres * 1000 * Math.tan(Math.toRadians(MINUTES_OF_ARC / 60 / 2));
        return height / pitch;
    }

    private static int up(double pixels) {
        return (int) Math.ceil(pixels);
    }
}
