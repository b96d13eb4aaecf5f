package io.hallpulse.hardware.gpio;

/** What can be wrong with a key of a panel. A gateway tells each by its words, so a change of them is one there, too. */
public enum KeyFault {
    STUCK("has been down for over 30 s; free the key, or check its wire"),
    CHATTERING("chatters; check its wire and contact, or replace it"),
    DEAD("has not been used for long while others were; press it to see whether it works");

    private final String words;

    KeyFault(String words) {
        this.words = words;
    }

    /** The line for a technician: what, where, the mend. */
    public String line(String panel, String key) {
        return "panel " + panel + ": key " + key + " " + words;
    }
}
