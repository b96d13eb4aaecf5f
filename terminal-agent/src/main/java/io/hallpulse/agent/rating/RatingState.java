package io.hallpulse.agent.rating;

import io.hallpulse.hardware.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules remember: immutable, so that a failed commit is undone by keeping the old one. All times are milliseconds of the
 * boot's monotonic clock.
 *
 * @param counted by window, the newest press that counts
 * @param sessions by window, the newest one
 * @param onDuty by window, the staff that signed in
 * @param undone by window, when something that could not be done was told last
 * @param frames by input and key, the newest frame of a meter that may send again
 * @param testUntilMillis when a technician's test ends, or ended
 */
public record RatingState(
        Map<String, Counted> counted,
        Map<String, WindowSession> sessions,
        Map<String, String> onDuty,
        Map<String, Long> undone,
        Map<FrameKey, Frame> frames,
        long testUntilMillis) {
    private static final long REASON_WITHIN_MILLIS = 20_000;

    /** Nothing happened yet. */
    public static final RatingState EMPTY =
            new RatingState(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Long.MIN_VALUE);

    /** @param seq 0 for a press of an earlier run, which nothing can supersede any more */
    record Counted(long seq, @Nullable Integer level, long atMillis) {
        /** Whether a key of that level, then, is the same person's second thought. */
        boolean isReplacedBy(@Nullable Integer other, long millis, Duration grace) {
            // two devices may hand over out of order by a little; the later handed over is the later press
            return seq > 0 && !Objects.equals(level, other) && Math.max(0, millis - atMillis) < grace.toMillis();
        }

        /** Whether a key then may give a reason for it, and can name it. */
        boolean takesReasonAt(long millis) {
            return seq > 0 && Math.max(0, millis - atMillis) < REASON_WITHIN_MILLIS;
        }

        Counted ofEarlierRun() {
            return new Counted(0, level, atMillis);
        }
    }

    /** Whose frame it is. */
    record FrameKey(String input, String key) {}

    /**
     * A frame and what became of its press.
     *
     * @param acknowledgedMillis when we last acknowledged it; null while its press is uncommitted
     */
    record Frame(long atMillis, @Nullable Long acknowledgedMillis, Answer answer) {
        /** Whether a frame of the same key at that time is the meter sending again. */
        boolean repeatedBy(long millis, long retransmitMillis) {
            return acknowledgedMillis == null || millis < Math.max(atMillis, acknowledgedMillis) + retransmitMillis;
        }

        /** Whether a restart left it so: of an answer that, for all we know, is still to come. */
        boolean isSuspectAt(long millis) {
            return acknowledgedMillis != null && acknowledgedMillis > millis;
        }
    }

    public RatingState {
        counted = Map.copyOf(counted);
        sessions = Map.copyOf(sessions);
        onDuty = Map.copyOf(onDuty);
        undone = Map.copyOf(undone);
        frames = Map.copyOf(frames);
    }

    /** What a restart must find again. */
    public Kept kept() {
        List<WindowSession> kept = sessions.values().stream()
                .filter(session -> session.isUnrated() || session.isRated())
                .map(session -> session.isRated() ? session.ratedBy(null) : session)
                .sorted(Comparator.comparing(WindowSession::window))
                .toList();
        return new Kept(kept, onDuty);
    }

    /** After the commit: every frame that waited for it is acknowledged now. */
    public RatingState acknowledged(long nowMillis) {
        Map<FrameKey, Frame> answered = new HashMap<>(frames);
        answered.replaceAll((key, frame) ->
                frame.acknowledgedMillis() == null ? new Frame(frame.atMillis(), nowMillis, frame.answer()) : frame);
        return new RatingState(counted, sessions, onDuty, undone, answered, testUntilMillis);
    }

    /** In a new run, whose seqs begin anew: nothing can supersede what was pressed before. */
    public RatingState ofEarlierRun() {
        Map<String, Counted> earlier = new HashMap<>(counted);
        earlier.replaceAll((window, press) -> press.ofEarlierRun());
        Map<String, WindowSession> rated = new HashMap<>(sessions);
        rated.replaceAll((window, session) -> session.isRated() ? session.ratedBy(null) : session);
        return new RatingState(earlier, rated, onDuty, undone, frames, testUntilMillis);
    }

    /** While a technician tries the keys, until that moment. */
    RatingState withTestUntil(long millis) {
        return new RatingState(counted, sessions, onDuty, undone, frames, millis);
    }

    RatingState withCounted(String window, Counted press) {
        return new RatingState(with(counted, window, press), sessions, onDuty, undone, frames, testUntilMillis);
    }

    RatingState withSession(WindowSession session) {
        return new RatingState(
                counted, with(sessions, session.window(), session), onDuty, undone, frames, testUntilMillis);
    }

    /** @param staff null for nobody */
    RatingState withOnDuty(String window, @Nullable String staff) {
        Map<String, String> changed = new HashMap<>(onDuty);
        if (staff == null) {
            changed.remove(window);
        } else {
            changed.put(window, staff);
        }
        return new RatingState(counted, sessions, changed, undone, frames, testUntilMillis);
    }

    RatingState withUndone(String window, long millis) {
        return new RatingState(counted, sessions, onDuty, with(undone, window, millis), frames, testUntilMillis);
    }

    RatingState withFrame(FrameKey key, Frame frame) {
        return new RatingState(counted, sessions, onDuty, undone, with(frames, key, frame), testUntilMillis);
    }

    /** A meter that sends another key has heard the answer to the one before: what a restart was unsure of is over. */
    RatingState withoutSuspectOf(String input, long millis) {
        Map<FrameKey, Frame> sure = new HashMap<>(frames);
        sure.entrySet()
                .removeIf(frame ->
                        frame.getKey().input().equals(input) && frame.getValue().isSuspectAt(millis));
        return new RatingState(counted, sessions, onDuty, undone, sure, testUntilMillis);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
