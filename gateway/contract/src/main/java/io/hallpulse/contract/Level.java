package io.hallpulse.contract;

import java.util.List;

/** The five levels of a rating (评价等级), from the national scale of government services. */
public enum Level {
    VERY_DISSATISFIED(1, "非常不满意", "very dissatisfied"),
    DISSATISFIED(2, "不满意", "dissatisfied"),
    FAIRLY_SATISFIED(3, "基本满意", "fairly satisfied"),
    SATISFIED(4, "满意", "satisfied"),
    VERY_SATISFIED(5, "非常满意", "very satisfied");

    private static final List<Level> BY_NUMBER = List.of(values());

    private final int number;
    private final String chinese;
    private final String english;

    Level(int number, String chinese, String english) {
        this.number = number;
        this.chinese = chinese;
        this.english = english;
    }

    /** 1 (worst) to 5 (best), as on the wire. */
    public int number() {
        return number;
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }

    /** Whether {@code number} is 1 to 5. */
    public static boolean isLevel(long number) {
        return number >= 1 && number <= 5;
    }

    /**
     * The level of that number.
     *
     * @throws IllegalArgumentException for a number outside 1 to 5
     */
    public static Level of(long number) {
        if (!isLevel(number)) {
            throw new IllegalArgumentException("a level is 1 to 5, not " + number);
        }
        return BY_NUMBER.get((int) number - 1);
    }
}
