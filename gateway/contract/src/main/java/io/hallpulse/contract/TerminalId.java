package io.hallpulse.contract;

/**
 * A terminal's name: unique in its hall. As text, and as MQTT client id, {@code hall/terminal}.
 *
 * @throws IllegalArgumentException for a part that is no lower-case identifier
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
