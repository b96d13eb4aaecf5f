package io.hallpulse.contract;

import java.util.Optional;

/** The MQTT topics of the contract. */
public final class Topics {
    private static final String TERMINALS = "hallpulse/v1/terminals/";

    private Topics() {}

    /** The topics that belong to one terminal, by their last part. */
    public enum Kind {
        PRESSES,
        ACK,
        STATUS,
        COMMAND;

        private final String suffix = "/" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A terminal's topic, taken apart. */
    public record OfTerminal(TerminalId terminal, Kind kind) {}

    public static String of(TerminalId terminal, Kind kind) {
        return TERMINALS + terminal + kind.suffix;
    }

    /** Filter for one kind of message of all terminals of a hall. */
    public static String ofHall(String hall, Kind kind) {
        return TERMINALS + hall + "/+" + kind.suffix;
    }

    public static String scores(String hall, String windowId) {
        return "hallpulse/v1/scores/" + hall + "/" + windowId;
    }

    public static String owner(String hall) {
        return "hallpulse/v1/halls/" + hall + "/owner";
    }

    public static String alarms(String hall) {
        return "hallpulse/v1/halls/" + hall + "/alarms";
    }

    /** Where a gateway sends messages to itself. */
    public static String probe(String gateway) {
        return "hallpulse/v1/gateways/" + gateway + "/probe";
    }

    /** Takes a terminal's topic apart; empty for any other topic. */
    public static Optional<OfTerminal> parse(String topic) {
        if (!topic.startsWith(TERMINALS)) {
            return Optional.empty();
        }
        int slash = topic.indexOf('/', TERMINALS.length());
        for (Kind kind : Kind.values()) {
            int end = topic.length() - kind.suffix.length();
            if (slash > 0 && slash < end && topic.endsWith(kind.suffix)) {
                String hall = topic.substring(TERMINALS.length(), slash);
                String terminal = topic.substring(slash + 1, end);
                if (Identifiers.isLowerCaseIdentifier(hall) && Identifiers.isLowerCaseIdentifier(terminal)) {
                    return Optional.of(new OfTerminal(new TerminalId(hall, terminal), kind));
                }
            }
        }
        return Optional.empty();
    }
}
