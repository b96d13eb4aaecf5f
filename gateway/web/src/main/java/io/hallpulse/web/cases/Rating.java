package io.hallpulse.web.cases;

/**
 * A rating whose writer left a name.
 *
 * @param second whether it was given after what was done about the first one
 * @param pressed whether the writer says that the same was pressed on the window's keys
 */
public record Rating(boolean second, int level, String day, boolean pressed) {}
