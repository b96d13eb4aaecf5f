package io.hallpulse.testkit;

import java.util.Map;

/**
 * A window as a reader of the hall screen sees it: texts, not members of a document.
 *
 * @param state scored, few, paused, never or unknown
 * @param score the figure without its percent sign, empty where there is none
 * @param bar the length of each level's part of the bar, by its number, in ratings; without those that are hidden
 * @param count how many ratings, where there is a score
 * @param instead what stands in the place of the score, where there is none
 * @param since how far behind it is, empty where it is not
 */
public record ShownWindow(
        String window,
        String name,
        String state,
        boolean late,
        String score,
        Map<Integer, Long> bar,
        String count,
        String instead,
        String since,
        String staff) {}
