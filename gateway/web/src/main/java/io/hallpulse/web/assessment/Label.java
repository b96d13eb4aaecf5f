package io.hallpulse.web.assessment;

import io.hallpulse.web.Words;

/** A text in both languages. */
public record Label(String zh, String en) {
    public String in(Words t) {
        return t.of(zh, en);
    }
}
