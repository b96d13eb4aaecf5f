package io.hallpulse.web.terminals;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import io.hallpulse.web.account.AccountView.Figure;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One terminal.
 *
 * @param zone of its hall
 * @param heard when its last message came
 * @param told when its last status that said online came, from which the inputs are
 * @param machine what computer it is
 * @param refused presses that it could not store
 * @param counts presses by what became of them, in the order of the account
 * @param presses the newest, the newest first
 * @param commands the newest, the newest first
 * @param tested raw keys that came since the last test was asked for, each once
 * @param forgettable whether every press of it is accounted for
 */
public record TerminalView(
        TerminalRow row,
        ZoneId zone,
        @Nullable Instant heard,
        @Nullable Instant told,
        @Nullable String machine,
        @Nullable Long refused,
        List<Input> inputs,
        List<Fault> faults,
        List<Figure> counts,
        List<Press> presses,
        boolean forgettable,
        List<SentRow> commands,
        List<String> tested) {
    public TerminalView {
        inputs = List.copyOf(inputs);
        faults = List.copyOf(faults);
        counts = List.copyOf(counts);
        presses = List.copyOf(presses);
        commands = List.copyOf(commands);
        tested = List.copyOf(tested);
    }

    /** Keys of one window. */
    public record Input(String id, String window, boolean fine, Map<String, Long> counters) {
        public Input {
            counters = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counters));
        }
    }

    /**
     * What is broken, and what to do about it.
     *
     * @param where the input, null where it is the terminal itself
     * @param what as the terminal says it
     */
    public record Fault(@Nullable String where, String what, String mendZh, String mendEn) {
        public String mend(Words t) {
            return t.of(mendZh, mendEn);
        }
    }

    /** A press by its outcome; which key it was is nobody's business here. */
    public record Press(Instant received, String window, Badge outcome) {}
}
