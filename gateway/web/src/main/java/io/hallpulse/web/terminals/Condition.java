package io.hallpulse.web.terminals;

import io.hallpulse.web.Badge;

/** How a terminal is, that which needs a hand most first. */
public enum Condition {
    /** It is there, and something of it is broken. */
    FAULT("bad", "故障", "Fault"),
    /** It has gone, or its power or network has. */
    OFFLINE("off", "离线", "Offline"),
    /** It is there, and its presses or its voice come late. */
    BEHIND("warn", "滞后", "Behind"),
    /** It is known by its presses alone. */
    NEVER("idle", "未接入", "Not enrolled"),
    ONLINE("good", "在线", "Online");

    private final Badge badge;

    Condition(String tone, String zh, String en) {
        this.badge = new Badge(tone, zh, en);
    }

    public Badge badge() {
        return badge;
    }

    /** Its word in addresses. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether somebody should look after it. */
    public boolean needsAttention() {
        return this == FAULT || this == OFFLINE || this == BEHIND;
    }
}
