package io.hallpulse.contract;

/**
 * A terminal's name: unique in its hall. As text, and as MQTT client id, {@code hall/terminal}. A part that is no lower-case
 * identifier is refused with {@link IllegalArgumentException}.
 */
public record TerminalId(String hall, String terminal) {
    public TerminalId {
        Identifiers.requireLowerCaseIdentifier("hall", hall);
        Identifiers.requireLowerCaseIdentifier("terminal", terminal);
    }

    @Override
    public String toString() {
        return hall + "/" + terminal;
    }
}
