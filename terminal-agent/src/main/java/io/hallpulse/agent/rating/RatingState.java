package io.hallpulse.agent.rating;

import io.hallpulse.hardware.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules remember: immutable, so that a failed commit is undone by keeping the old one. All times are milliseconds of the
 * boot's monotonic clock.
 *
 * @param counted by window, the newest press that counts
 * @param sessions by window, the open ones
 * @param frames by input and key, the newest frame of a meter that may send again
 * @param testUntilMillis when a technician's test ends, or ended
 */
public record RatingState(
        Map<String, Counted> counted,
        Map<String, WindowSession> sessions,
        Map<FrameKey, Frame> frames,
        long testUntilMillis) {
    /** Nothing happened yet. */
    public static final RatingState EMPTY = new RatingState(Map.of(), Map.of(), Map.of(), Long.MIN_VALUE);

    /** @param seq 0 for a press of an earlier run, which nothing can supersede any more */
    record Counted(long seq, @Nullable Integer level, long atMillis) {}

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
    }

    public RatingState {
        counted = Map.copyOf(counted);
        sessions = Map.copyOf(sessions);
        frames = Map.copyOf(frames);
    }

    /** The open sessions, in no order. */
    public List<WindowSession> openSessions() {
        return List.copyOf(sessions.values());
    }

    /** After the commit: every frame that waited for it is acknowledged now. */
    public RatingState acknowledged(long nowMillis) {
        Map<FrameKey, Frame> answered = new HashMap<>(frames);
        answered.replaceAll((key, frame) ->
                frame.acknowledgedMillis() == null ? new Frame(frame.atMillis(), nowMillis, frame.answer()) : frame);
        return new RatingState(counted, sessions, answered, testUntilMillis);
    }

    /** In a new run, whose seqs begin anew: nothing can supersede what was pressed before. */
    public RatingState ofEarlierRun() {
        Map<String, Counted> earlier = new HashMap<>(counted);
        earlier.replaceAll((window, press) -> new Counted(0, press.level(), press.atMillis()));
        return new RatingState(earlier, sessions, frames, testUntilMillis);
    }

    /** While a technician tries the keys, until that moment. */
    RatingState withTestUntil(long millis) {
        return new RatingState(counted, sessions, frames, millis);
    }

    RatingState withCounted(String window, Counted press) {
        return new RatingState(changed(counted, map -> put(map, window, press)), sessions, frames, testUntilMillis);
    }

    RatingState withSession(WindowSession session) {
        return new RatingState(
                counted, changed(sessions, map -> put(map, session.window(), session)), frames, testUntilMillis);
    }

    RatingState withoutSession(String window) {
        return new RatingState(
                counted,
                changed(sessions, map -> {
                    map.remove(window);
                    return map;
                }),
                frames,
                testUntilMillis);
    }

    RatingState withFrame(FrameKey key, Frame frame) {
        return new RatingState(counted, sessions, changed(frames, map -> put(map, key, frame)), testUntilMillis);
    }

    private static <K, V> Map<K, V> changed(Map<K, V> map, UnaryOperator<Map<K, V>> change) {
        return change.apply(new HashMap<>(map));
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        map.put(key, value);
        return map;
    }
}
