package io.hallpulse.agent.rating;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.rating.RatingState.Counted;
import io.hallpulse.agent.rating.RatingState.Frame;
import io.hallpulse.agent.rating.RatingState.FrameKey;
import io.hallpulse.agent.rating.WindowSession.State;
import io.hallpulse.contract.Reason;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The terminal's rules: a pure function of state and event. Every key press that is not a meter sending again becomes a stored press;
 * the rules only decide with which level and which flag. Any thread.
 */
public final class RatingRules {
    private static final int LONGEST_KEY = 64;
    /** How long after a start the ports of meters may take to open: so much longer may a resent frame be on its way. */
    private static final Duration PORTS_OPEN_WITHIN = Duration.ofSeconds(2);

    private final Map<String, WindowConfig> windows;
    private final Map<String, InputConfig> inputs;

    private final Press.Kind kind;
    private final boolean carriesCases;

    /** The rules of a counter at work. */
    public RatingRules(List<WindowConfig> windows, List<InputConfig> inputs) {
        this(windows, inputs, Press.Kind.RATING, true);
    }

    /**
     * The rules of a terminal.
     *
     * @param kind of a pressed key: {@link Press.Kind#TEST} while a technician tries the keys, whatever the window is at
     * @param carriesCases whether presses name their session and case: nothing of either goes over a line that others may read
     */
    public RatingRules(List<WindowConfig> windows, List<InputConfig> inputs, Press.Kind kind, boolean carriesCases) {
        this.kind = kind;
        this.carriesCases = carriesCases;
        this.windows = windows.stream().collect(Collectors.toUnmodifiableMap(WindowConfig::id, Function.identity()));
        this.inputs = inputs.stream().collect(Collectors.toUnmodifiableMap(InputConfig::id, Function.identity()));
    }

    /**
     * Decides upon an event.
     *
     * @param nextSeq the seq that the next stored press gets
     */
    public Decision decide(RatingState state, Event event, long nextSeq) {
        Draft draft = new Draft(state, nextSeq, kindAt(state, event.at().monoMillis()));
        expire(draft, event.at());
        Answer answer = null;
        if (event instanceof Event.Key key) {
            answer = key(draft, key, Objects.requireNonNull(inputs.get(key.input())));
        } else if (event instanceof Event.Open open) {
            open(draft, open.window(), open.session(), open.at());
        } else if (event instanceof Event.Close close) {
            close(draft, close);
        } else if (event instanceof Event.Duty duty) {
            draft.state = draft.state.withOnDuty(duty.window(), duty.staff());
        } else if (event instanceof Event.Test test) {
            draft.state = draft.state.withTestUntil(
                    test.at().monoMillis() + test.lasting().toMillis());
        }
        return new Decision(draft.state, List.copyOf(draft.presses), answer);
    }

    /** What a key pressed at that moment is, on the boot's monotonic clock. */
    public Press.Kind kindAt(RatingState state, long millis) {
        return millis < state.testUntilMillis() ? Press.Kind.TEST : kind;
    }

    /** When, on the boot's monotonic clock, the next session ends by itself. */
    public OptionalLong nextDeadlineMillis(RatingState state) {
        return state.sessions().values().stream()
                .filter(WindowSession::isUnrated)
                .mapToLong(this::deadlineMillis)
                .min();
    }

    /**
     * The state after a restart.
     *
     * @param kept from before it
     * @param sameBoot whether that was in this boot; what staff signed in before another is forgotten, since nobody knows who serves now
     * @param answered newest stored presses of this boot's earlier runs, oldest first, whose keys were answered
     * @param unanswered those after them: the process ended before it surely answered, so that a meter may send its newest again
     * @param startMillis of this process
     */
    public RatingState rebuild(
            Kept kept, boolean sameBoot, List<Press> answered, List<Press> unanswered, long startMillis) {
        RatingState state = RatingState.EMPTY;
        for (WindowSession session : kept.sessions()) {
            if (session.isUnrated()) {
                boolean goesOn = sameBoot && startMillis < deadlineMillis(session);
                state = state.withSession(session.with(goesOn ? State.OPEN : State.CUT_OFF));
            } else if (sameBoot) {
                state = state.withSession(session);
            }
        }
        if (sameBoot) {
            for (Map.Entry<String, String> duty : kept.onDuty().entrySet()) {
                state = state.withOnDuty(duty.getKey(), duty.getValue());
            }
        }
        for (Press press : answered) {
            state = remember(state, press);
        }
        Map<String, Press> newest = new HashMap<>();
        for (Press press : unanswered) {
            state = remember(state, press);
            newest.put(press.input(), press);
        }
        for (Press press : newest.values()) {
            InputConfig input = inputs.get(press.input());
            if (input != null && !input.retransmit().isZero()) {
                // the meter's first frame ends this, whatever its key, so that it cannot swallow the presses that
                // follow
                Frame frame =
                        new Frame(startMillis, startMillis + PORTS_OPEN_WITHIN.toMillis(), answerTo(press.flags()));
                state = state.withFrame(new FrameKey(press.input(), press.key()), frame);
            }
        }
        return state;
    }

    private static RatingState remember(RatingState state, Press press) {
        boolean counts = press.kind() == Press.Kind.RATING && press.flags().isEmpty();
        return counts ? state.withCounted(press.window(), new Counted(0, press.level(), press.monoMillis())) : state;
    }

    private Answer key(Draft draft, Event.Key event, InputConfig input) {
        long now = event.at().monoMillis();
        long retransmitMillis = input.retransmit().toMillis();
        FrameKey frameKey = new FrameKey(event.input(), event.key());
        if (retransmitMillis > 0) {
            Frame earlier = draft.state.frames().get(frameKey);
            if (earlier != null && earlier.repeatedBy(now, retransmitMillis)) {
                draft.state = draft.state.withFrame(
                        frameKey, new Frame(Math.max(now, earlier.atMillis()), null, earlier.answer()));
                return earlier.answer();
            }
        }
        Answer answer = press(draft, event, input);
        if (retransmitMillis > 0) {
            draft.state = draft.state.withoutSuspectOf(event.input(), now);
            draft.state = draft.state.withFrame(frameKey, new Frame(now, null, answer));
        }
        return answer;
    }

    private Answer press(Draft draft, Event.Key event, InputConfig input) {
        WindowConfig window = Objects.requireNonNull(windows.get(input.window()));
        KeyMeaning meaning = input.keys().get(event.key());
        if (meaning != null && draft.kind != Press.Kind.TEST) {
            switch (meaning.kind()) {
                case OPEN -> {
                    open(draft, window.id(), Session.openedByKey(window.id(), event.at()), event.at());
                    return Answer.STORED;
                }
                case UNDONE -> {
                    return undone(draft, event, window);
                }
                case REASON -> {
                    return reason(draft, event, window, meaning.number());
                }
                case LEVEL -> {}
            }
        }
        Integer level = meaning == null ? null : meaning.level();
        List<String> flags = new ArrayList<>();
        if (meaning == null) {
            flags.add(Flags.UNMAPPED);
        }
        if (event.simultaneous()) {
            flags.add(Flags.SIMULTANEOUS);
        }
        if (!flags.isEmpty() || draft.kind == Press.Kind.TEST) {
            draft.add(event, window, level, flags, Session.NONE, null);
        } else if (window.mode() == WindowConfig.Mode.triggered) {
            rateSession(draft, event, window, level, flags);
        } else {
            rateFreely(draft, event, window, level, flags);
        }
        return answerTo(flags);
    }

    /** It ends no session and counts for none, and is heard outside one too: whom nobody serves has something to tell. */
    private static Answer undone(Draft draft, Event.Key event, WindowConfig window) {
        List<String> flags = new ArrayList<>();
        if (event.simultaneous()) {
            flags.add(Flags.SIMULTANEOUS);
        }
        Long last = draft.state.undone().get(window.id());
        long now = event.at().monoMillis();
        if (last != null && Math.max(0, now - last) < window.responseInterval().toMillis()) {
            flags.add(Flags.REPEAT);
        }
        WindowSession session = draft.state.sessions().get(window.id());
        Session served = session != null && session.takes(now, window) ? session.session() : Session.NONE;
        draft.addAside(event, window, Press.Kind.UNDONE, flags, served, null, List.of());
        if (flags.isEmpty()) {
            draft.state = draft.state.withUndone(window.id(), now);
        }
        return answerTo(flags);
    }

    /** @param number which of the reasons of the level that was pressed */
    private static Answer reason(Draft draft, Event.Key event, WindowConfig window, int number) {
        WindowSession session = draft.state.sessions().get(window.id());
        boolean triggered = window.mode() == WindowConfig.Mode.triggered;
        Counted rating = triggered
                ? session == null || !session.isRated() ? null : session.rating()
                : draft.state.counted().get(window.id());
        List<String> flags = new ArrayList<>();
        if (event.simultaneous()) {
            flags.add(Flags.SIMULTANEOUS);
        }
        if (rating == null
                || rating.level() == null
                || !rating.takesReasonAt(event.at().monoMillis())) {
            flags.add(Flags.UNSOLICITED);
            draft.addAside(event, window, Press.Kind.REASON, flags, Session.NONE, null, List.of());
        } else {
            Session of = triggered && session != null ? session.session() : Session.NONE;
            int code = Reason.of(rating.level()).get(number - 1).code();
            draft.addAside(event, window, Press.Kind.REASON, flags, of, rating.seq(), List.of(code));
        }
        return answerTo(flags);
    }

    private static void rateSession(
            Draft draft, Event.Key event, WindowConfig window, @Nullable Integer level, List<String> flags) {
        WindowSession session = draft.state.sessions().get(window.id());
        long now = event.at().monoMillis();
        if (session == null || !session.takes(now, window)) {
            flags.add(Flags.UNSOLICITED);
            draft.add(event, window, level, flags, Session.NONE, null);
            return;
        }
        Counted first = session.rating();
        boolean secondThought = first != null && first.isReplacedBy(level, now, window.grace());
        if (session.isRated() && !secondThought) {
            flags.add(Flags.REPEAT);
            draft.add(event, window, level, flags, session.session(), null);
            draft.state = draft.state.withSession(session.with(State.REPEAT));
        } else {
            Long replaced = first == null ? null : first.seq();
            long seq = draft.add(event, window, level, flags, session.session(), replaced);
            draft.state = draft.state.withSession(session.ratedBy(new Counted(seq, level, now)));
        }
    }

    private static void rateFreely(
            Draft draft, Event.Key event, WindowConfig window, @Nullable Integer level, List<String> flags) {
        Counted last = draft.state.counted().get(window.id());
        long now = event.at().monoMillis();
        // two devices may hand over out of order by a little; the later handed over is the later press
        long sinceMillis = last == null ? Long.MAX_VALUE : Math.max(0, now - last.atMillis());
        boolean within = sinceMillis < window.responseInterval().toMillis();
        boolean secondThought = last != null && within && last.isReplacedBy(level, now, window.grace());
        if (within && !secondThought) {
            flags.add(Flags.REPEAT);
        }
        long seq =
                draft.add(event, window, level, flags, Session.NONE, last != null && secondThought ? last.seq() : null);
        if (flags.isEmpty()) {
            draft.state = draft.state.withCounted(window.id(), new Counted(seq, level, now));
        }
    }

    private static void open(Draft draft, String window, Session session, Moment at) {
        WindowSession before = draft.state.sessions().get(window);
        if (before != null && before.isUnrated()) {
            draft.addUnrated(before, at, List.of());
        }
        draft.state = draft.state.withSession(WindowSession.opened(window, session, at.monoMillis()));
    }

    private static void close(Draft draft, Event.Close event) {
        WindowSession session = draft.state.sessions().get(event.window());
        if (session == null) {
            return;
        }
        if (session.isUnrated()) {
            draft.addUnrated(session, event.at(), List.of());
        }
        if (session.isUnrated() || session.isRated()) {
            draft.state = draft.state.withSession(session.with(State.CLOSED));
        }
    }

    private void expire(Draft draft, Moment now) {
        if (draft.state.sessions().isEmpty()) {
            return;
        }
        draft.state.sessions().values().stream()
                .filter(session -> session.isUnrated() && deadlineMillis(session) <= now.monoMillis())
                .sorted(Comparator.comparingLong(this::deadlineMillis))
                .forEach(session -> {
                    boolean cutOff = session.state() == State.CUT_OFF;
                    Moment at = cutOff ? now : now.minusMillis(now.monoMillis() - deadlineMillis(session));
                    draft.addUnrated(session, at, cutOff ? List.of(Flags.INTERRUPTED) : List.of());
                    draft.state = draft.state.withSession(session.with(State.TIMEOUT));
                });
    }

    private long deadlineMillis(WindowSession session) {
        WindowConfig window = windows.get(session.window());
        return session.state() == State.CUT_OFF || window == null
                ? Long.MIN_VALUE
                : session.openedMillis() + window.timeout().toMillis();
    }

    private static Answer answerTo(List<String> flags) {
        if (flags.contains(Flags.REPEAT)) {
            return Answer.ALREADY_COUNTED;
        }
        return flags.contains(Flags.UNSOLICITED) ? Answer.OUT_OF_SERVICE : Answer.STORED;
    }

    /** A decision in the making. */
    private final class Draft {
        private final List<Press> presses = new ArrayList<>(1);
        private final long firstSeq;
        private final Press.Kind kind;
        private RatingState state;

        Draft(RatingState state, long firstSeq, Press.Kind kind) {
            this.kind = kind;
            this.state = state;
            this.firstSeq = firstSeq;
        }

        long add(
                Event.Key event,
                WindowConfig window,
                @Nullable Integer level,
                List<String> flags,
                Session session,
                @Nullable Long supersedes) {
            return add(
                    window.id(),
                    event.input(),
                    stored(event.key()),
                    level,
                    event.at(),
                    kind,
                    flags,
                    session,
                    supersedes,
                    null,
                    List.of());
        }

        void addAside(
                Event.Key event,
                WindowConfig window,
                Press.Kind of,
                List<String> flags,
                Session session,
                @Nullable Long rates,
                List<Integer> reasons) {
            add(
                    window.id(),
                    event.input(),
                    stored(event.key()),
                    null,
                    event.at(),
                    of,
                    flags,
                    session,
                    null,
                    rates,
                    reasons);
        }

        void addUnrated(WindowSession open, Moment at, List<String> flags) {
            add(
                    open.window(),
                    InputConfig.TRIGGER,
                    "",
                    null,
                    at,
                    Press.Kind.TIMEOUT,
                    flags,
                    open.session(),
                    null,
                    null,
                    List.of());
        }

        private static String stored(String key) {
            return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
        }

        private long add(
                String window,
                String input,
                String key,
                @Nullable Integer level,
                Moment at,
                Press.Kind kind,
                List<String> flags,
                Session session,
                @Nullable Long supersedes,
                @Nullable Long rates,
                List<Integer> reasons) {
            long seq = firstSeq + presses.size();
            presses.add(new Press(
                    seq,
                    window,
                    input,
                    key,
                    level,
                    at.wall(),
                    at.monoMillis(),
                    at.synced(),
                    kind,
                    flags,
                    carriesCases ? session.id() : null,
                    carriesCases ? session.caseNumber() : null,
                    session.staff() == null ? state.onDuty().get(window) : session.staff(),
                    supersedes,
                    rates,
                    reasons));
            return seq;
        }
    }
}
