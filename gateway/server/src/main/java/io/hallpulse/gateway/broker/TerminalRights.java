package io.hallpulse.gateway.broker;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The topics that are open to one terminal: its own, and what everybody may read. */
final class TerminalRights {
    private static final String SCORES = "hallpulse/v1/scores/";

    private final TerminalId terminal;
    private final String status;
    private final Set<String> published;
    private final Set<String> read;

    TerminalRights(TerminalId terminal) {
        this.terminal = terminal;
        this.status = Topics.of(terminal, Topics.Kind.STATUS);
        this.published = Set.of(Topics.of(terminal, Topics.Kind.PRESSES), status);
        this.read = Set.of(
                Topics.of(terminal, Topics.Kind.ACK),
                Topics.of(terminal, Topics.Kind.COMMAND),
                Topics.owner(terminal.hall()));
    }

    TerminalId terminal() {
        return terminal;
    }

    /** Filters of all that it may read, in order. */
    List<String> readable() {
        return Stream.concat(read.stream().sorted(), Stream.of(SCORES + "#")).toList();
    }

    /** The topics that it may publish on, in order. */
    List<String> publishable() {
        return published.stream().sorted().toList();
    }

    boolean mayPublish(String topic) {
        return published.contains(topic);
    }

    /** A will says no more than that the terminal is gone. */
    boolean mayLeave(String willTopic) {
        return status.equals(willTopic);
    }

    boolean maySubscribe(String filter) {
        return read.contains(filter) || filter.startsWith(SCORES);
    }
}
