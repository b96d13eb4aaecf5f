package io.hallpulse.domain.directory;

/** What people read in both languages of the screen; empty where nobody wrote it. */
public record Text(String zh, String en) {
    public static final Text NONE = new Text("", "");
}
