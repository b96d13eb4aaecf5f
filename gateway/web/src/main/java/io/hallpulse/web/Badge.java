package io.hallpulse.web;

/**
 * A state by shape, colour and word.
 *
 * @param tone the class of style that gives it shape and colour
 */
public record Badge(String tone, String zh, String en) {
    public String name(Words t) {
        return t.of(zh, en);
    }
}
