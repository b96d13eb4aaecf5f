package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.Name;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is stored.
 *
 * @param number such as {@code 2026-0412}
 * @param scheme its id, or that of the gateway itself
 * @param version of the scheme, by whose flow it runs
 * @param flow id
 * @param openedMillis milliseconds since 1970
 * @param title one line that says what it is about, such as a promise; empty where the flow says enough
 * @param text what somebody wrote when it was opened
 * @param measure that is proposed; empty where nothing is
 * @param grade that the subject had, of an honour; else empty
 * @param external its number elsewhere; null for none
 * @param calendarVersion digest of the calendar that its time was counted by
 * @param endedMillis when it came to an end, milliseconds since 1970; null where it has not
 */
public record MatterRow(
        String number,
        String scheme,
        int version,
        String flow,
        About about,
        Cause cause,
        long openedMillis,
        Addressee addressee,
        String title,
        String text,
        String measure,
        String grade,
        @Nullable String external,
        Matter matter,
        String calendarVersion,
        @Nullable Long endedMillis) {

    /**
     * Whom it is about, as it was when the case was opened.
     *
     * @param kind of subject
     * @param subject its id, that of a window with its hall; empty for the scheme as a whole
     * @param unit id of the outermost one that it belongs to
     * @param category in the scheme; empty for none
     */
    public record About(String kind, String subject, String unit, String category, Name name) {}

    /** What a case came from. */
    public enum From implements Word {
        /** A rule of the scheme met a rank, a score or a week. */
        RULE,
        /** A rule of the scheme met a fact. */
        FACT,
        /** Somebody with a login took it in. */
        PERSON,
        /** Somebody without a login wrote it, or the keys of a window were rated badly. */
        CHANNEL
    }

    /**
     * Why there is this case.
     *
     * @param detail the round or fact with the rule, the person, or the channel
     * @param factRound id of the round of the fact that a rule opened it for; null for none
     * @param fact number of that fact in the round
     */
    public record Cause(
            From from,
            String detail,
            @Nullable Long factRound,
            @Nullable Long fact) {
        static Cause of(From from, String detail) {
            return new Cause(from, detail, null, null);
        }
    }

    /**
     * To whom it is addressed.
     *
     * @param post empty for none
     * @param holder who holds it; empty where nobody does
     * @param seenBy the role that sees to it; empty where the flow alone says
     */
    public record Addressee(String post, String holder, String seenBy) {
        static final Addressee NOBODY = new Addressee("", "", "");
    }

    /** As the record of changes names it. */
    String object() {
        return "cases/" + number;
    }

    /** Whether it has not come to an end. */
    public boolean isOpen() {
        return endedMillis == null;
    }

    MatterRow with(Matter next, String calendar, @Nullable Long ended) {
        return new MatterRow(
                number,
                scheme,
                version,
                flow,
                about,
                cause,
                openedMillis,
                addressee,
                title,
                text,
                measure,
                grade,
                external,
                next,
                calendar,
                ended);
    }
}
