package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Name;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of a case and the ways between them (流程).
 *
 * @param opens where its cases come from beside rules; empty for rules alone
 * @param standing whether a case of it is an honour that is held, and public
 * @param rotates among whom it goes on, so that a new holder ends the old one's; null where each holds an own one
 * @param board whether its cases stand on a public board
 * @param states by id in the order of the file: the first is the start
 */
public record Flow(
        Name name,
        Set<Channel> opens,
        boolean standing,
        @Nullable Rotation rotates,
        boolean board,
        Map<String, State> states) {
    /** Where a case comes from. */
    public enum Channel implements Word {
        WEB,
        HOTLINE,
        IMPORT,
        DESK,
        KEY,
        CONTACT
    }

    /** Among whom a standing goes on. */
    public enum Rotation implements Word {
        SCHEME,
        CATEGORY,
        SUBJECT
    }

    /**
     * A state of a case.
     *
     * @param limit how long it may last; null for ever
     * @param atLimit id of the state that it comes to by itself at its limit; null for none
     * @param warn how long before its end it is shown as near; null for the gateway's own
     * @param extend who may give it more time, once; null for nobody
     * @param lateTell who is told when it is late; empty for nobody
     * @param next by id of the transition
     * @param end whether the case ends here
     * @param again after how long the subject may have another such case; null for at once
     */
    public record State(
            @Nullable StateLimit limit,
            @Nullable String atLimit,
            @Nullable Limit warn,
            @Nullable Extension extend,
            List<AssessmentRole> lateTell,
            Map<String, Transition> next,
            boolean end,
            @Nullable Limit again) {
        public State {
            lateTell = List.copyOf(lateTell);
            next = Copies.of(next);
        }
    }

    /** How long a state may last. */
    public sealed interface StateLimit {
        /** So long. */
        record For(Limit limit) implements StateLimit {}

        /** Until the date that the case itself bears, such as a promise's. */
        record Own() implements StateLimit {}
    }

    /** More time, once, given by one of these roles. */
    public record Extension(List<AssessmentRole> by, Limit once) {
        public Extension {
            by = List.copyOf(by);
        }
    }

    /** What a transition wants. */
    public enum Need implements Word {
        TEXT,
        PROOF,
        VISIT,
        RECORD,
        CALLBACK,
        CONSENT,
        DEADLINE
    }

    /**
     * A way from one state to another.
     *
     * @param to id of the state
     * @param by roles any of which takes it, at least one
     * @param seconds roles any of which confirms it, another person; empty where one person is enough
     * @param within how long after the state began it may be taken; null for as long as the state lasts
     * @param fact the outcome that it states, such as {@code solved}; null for none
     * @param restart whether the limit begins anew although the state stays the same
     */
    public record Transition(
            String to,
            List<AssessmentRole> by,
            List<AssessmentRole> seconds,
            Set<Need> needs,
            @Nullable Limit within,
            @Nullable String fact,
            boolean restart) {
        public Transition {
            by = List.copyOf(by);
            seconds = List.copyOf(seconds);
            needs = Copies.of(needs);
        }
    }

    public Flow {
        opens = Copies.of(opens);
        states = Copies.of(states);
    }

    /** Id of the state in which a case begins. */
    public String start() {
        return states.keySet().iterator().next();
    }

    /** The outcomes that its transitions state. */
    public Set<String> outcomes() {
        Set<String> outcomes = new LinkedHashSet<>();
        for (State state : states.values()) {
            for (Transition way : state.next().values()) {
                if (way.fact() != null) {
                    outcomes.add(way.fact());
                }
            }
        }
        return outcomes;
    }
}
