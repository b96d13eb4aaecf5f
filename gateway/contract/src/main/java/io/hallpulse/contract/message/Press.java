package io.hallpulse.contract.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stored press. Its identity is (hall, terminal, run, seq); hall, terminal and run stand in the envelope.
 *
 * @param seq 1 to {@link #MAX_SEQ}, without holes in its run
 * @param window id of the window that was rated
 * @param input id of the input that was pressed
 * @param key raw key code
 * @param level 1 to 5; null for an unmapped key and for a time-out
 * @param at wall time as read, right or wrong
 * @param monoMillis milliseconds of the boot's monotonic clock
 * @param synced whether the wall clock was synced
 * @param kind what the event was
 * @param flags why the press does not count, in the contract's words; empty for a press that does
 * @param session id of the session it closed, or null
 * @param caseNumber the business system's id of the service, or null
 * @param staff who served, or null
 * @param supersedes seq of an earlier press of the same run and window that this one takes back, or null
 * @param rates of a reason: seq of the press of the same run that it belongs to; else null
 * @param reasons codes of a reason, of the level of the press that it belongs to; else empty
 */
public record Press(
        long seq,
        String window,
        String input,
        String key,
        @Nullable Integer level,
        Instant at,
        long monoMillis,
        boolean synced,
        Kind kind,
        List<String> flags,
        @Nullable String session,
        @Nullable String caseNumber,
        @Nullable String staff,
        @Nullable Long supersedes,
        @Nullable Long rates,
        List<Integer> reasons) {
    /** The largest seq: what every JSON reader holds exactly. */
    public static final long MAX_SEQ = (1L << 53) - 1;

    /** What the event was. */
    public enum Kind {
        RATING("rating"),
        /** The session ended unrated. */
        TIMEOUT("timeout"),
        /** A technician's press. */
        TEST("test"),
        /** Why somebody rated as they did: a second key after a press. */
        REASON("reason"),
        /** Somebody could not get it done (办不成事). */
        UNDONE("undone");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word on the wire. */
        public String word() {
            return word;
        }

        /** The kind of that word, or null. */
        public static @Nullable Kind ofWord(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    public Press {
        flags = List.copyOf(flags);
        reasons = List.copyOf(reasons);
    }

    /** One that is no reason. */
    public Press(
            long seq,
            String window,
            String input,
            String key,
            @Nullable Integer level,
            Instant at,
            long monoMillis,
            boolean synced,
            Kind kind,
            List<String> flags,
            @Nullable String session,
            @Nullable String caseNumber,
            @Nullable String staff,
            @Nullable Long supersedes) {
        this(
                seq,
                window,
                input,
                key,
                level,
                at,
                monoMillis,
                synced,
                kind,
                flags,
                session,
                caseNumber,
                staff,
                supersedes,
                null,
                List.of());
    }

    /** A plain rating with a synced clock and nothing optional. */
    public static Press rating(
            long seq, String window, String input, String key, int level, Instant at, long monoMillis) {
        return new Press(
                seq, window, input, key, level, at, monoMillis, true, Kind.RATING, List.of(), null, null, null, null);
    }
}
