package io.hallpulse.testkit;

import java.util.Map;

/**
 * A tile as a reader of the page sees it: texts, not members of a document.
 *
 * @param state scored, few or unknown
 * @param digits the figure without its percent sign, "--" where there is none
 * @param levels the printed count of each level, by its number; empty while they are hidden
 */
public record ShownTile(
        String window,
        String name,
        String state,
        boolean stale,
        String digits,
        String caption,
        Map<Integer, String> levels,
        String total,
        String age) {}
