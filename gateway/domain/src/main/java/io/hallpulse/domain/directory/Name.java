package io.hallpulse.domain.directory;

/** What people call a hall or a window, in both languages of the screen. */
public record Name(String zh, String en) {
    public Name {
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a name is wanted in both languages, not blank");
        }
    }
}
