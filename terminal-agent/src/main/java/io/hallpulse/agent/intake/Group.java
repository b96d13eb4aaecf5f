package io.hallpulse.agent.intake;

import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.rating.Decision;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.rating.RatingState;
import io.hallpulse.agent.rating.WindowSession;
import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The group of one commit: the presses that the rules made of what was handed over, and everyone who waits for an answer. */
final class Group {
    private record Pending(KeyPress press, Answer answer) {}

    private final RatingRules rules;
    private final TerminalClock clock;
    private final RatingState before;
    private final long firstSeq;
    private final List<Press> presses = new ArrayList<>();
    private final List<Pending> keys = new ArrayList<>();
    private final List<CompletableFuture<Boolean>> triggers = new ArrayList<>(0);
    private RatingState state;

    /** @param firstSeq what the group's first press gets */
    Group(RatingRules rules, TerminalClock clock, RatingState before, long firstSeq) {
        this.rules = rules;
        this.clock = clock;
        this.before = before;
        this.firstSeq = firstSeq;
        this.state = before;
    }

    void key(KeyPress press) {
        Answer answer = decide(new Event.Key(
                        press.input(), press.key(), press.simultaneous(), clock.momentOf(press.atNanos())))
                .answer();
        if (answer != null) {
            keys.add(new Pending(press, answer));
        }
    }

    void trigger(Event event, CompletableFuture<Boolean> stored) {
        decide(event);
        triggers.add(stored);
    }

    /** Ends the sessions whose time is over. */
    void tick() {
        decide(new Event.Tick(clock.now()));
    }

    private Decision decide(Event event) {
        Decision decision = rules.decide(state, event, nextSeq());
        state = decision.state();
        presses.addAll(decision.presses());
        return decision;
    }

    /** The windows that were rated, and whose person may give a reason now. */
    List<String> rated() {
        return presses.stream()
                .filter(press ->
                        press.kind() == Press.Kind.RATING && press.flags().isEmpty())
                .map(Press::window)
                .distinct()
                .toList();
    }

    List<Press> presses() {
        return presses;
    }

    /** The rules' state once this is committed. */
    RatingState state() {
        return state;
    }

    /** The seq after the group's last press. */
    long nextSeq() {
        return firstSeq + presses.size();
    }

    /** How many key presses, a technician's included, are refused if this cannot be stored. */
    long ratings() {
        return presses.stream()
                .filter(press -> press.kind() != Press.Kind.TIMEOUT)
                .count();
    }

    /** Whether there is anything to commit: a meter that only sends again wants an answer, no row. */
    boolean changesTheOutbox() {
        return !presses.isEmpty() || !state.kept().equals(before.kept());
    }

    /** The windows whose session this opens, and leaves open. */
    List<String> opened() {
        return state.sessions().values().stream()
                .filter(session -> session.state() == WindowSession.State.OPEN
                        && !session.equals(before.sessions().get(session.window())))
                .map(WindowSession::window)
                .toList();
    }

    /** Answers the keys; true when one was answered as stored. */
    boolean answerKeys(boolean stored, BiConsumer<KeyPress, Answer> answers) {
        keys.forEach(each -> answers.accept(each.press(), stored ? each.answer() : Answer.NOT_STORED));
        return stored && !keys.isEmpty();
    }

    /** Answers the business system and whoever else waits; the last thing that is done. */
    void answerTriggers(boolean stored) {
        triggers.forEach(trigger -> trigger.complete(stored));
    }
}
