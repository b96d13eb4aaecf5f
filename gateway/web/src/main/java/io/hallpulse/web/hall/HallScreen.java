package io.hallpulse.web.hall;

import io.hallpulse.web.Words;

/**
 * The hall screen before its first scores come: whose it is.
 *
 * @param t the language that it begins in
 * @param id of the hall
 * @param zh the hall's name
 * @param en the same in English
 */
public record HallScreen(Words t, String id, String zh, String en) {
    /** The hall's name in a language. */
    public String name(Words language) {
        return language.of(zh, en);
    }
}
