package io.hallpulse.web;

/** Something that can be chosen, by its word in an address. */
public record Option(String word, String zh, String en) {
    public String name(Words t) {
        return t.of(zh, en);
    }
}
