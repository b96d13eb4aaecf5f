package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.RoundState;
import org.jspecify.annotations.Nullable;

/**
 * A round as it is stored. Texts are empty until there is something to say.
 *
 * @param id in the database
 * @param version of the scheme
 * @param sinceMillis when it came to its state, milliseconds since 1970
 * @param frozen what was copied before its period began
 * @param counted what its period came to
 * @param reason why the subjects differ from what was expected, or why it is annulled
 */
public record RoundRow(
        long id,
        String scheme,
        String period,
        int version,
        RoundState state,
        long sinceMillis,
        Frozen frozen,
        Counted counted,
        String reason) {
    /**
     * What a round is counted by, copied before its period begins. Digests are SHA-256.
     *
     * @param schemeDigest of the scheme's file
     * @param subjectsDigest of the frozen subjects; it is there before the seed
     * @param seed thrown after the subjects were frozen; settles ties
     * @param calendarVersion digest of the calendar of working days that it was planned by
     * @param program the version of the program that froze it
     */
    public record Frozen(
            String schemeDigest, String subjectsDigest, String seed, String calendarVersion, String program) {
        static final Frozen NOT_YET = new Frozen("", "", "", "", "");

        Frozen withSeed(String thrown) {
            return new Frozen(schemeDigest, subjectsDigest, thrown, calendarVersion, program);
        }
    }

    /**
     * What was copied at the end of a round's period, and what its facts came to. Digests are SHA-256.
     *
     * @param talliesDigest of the presses that were copied at closing
     * @param atMillis when it was counted, milliseconds since 1970; null until it is
     * @param cardsDigest of all scorecards
     */
    public record Counted(String talliesDigest, @Nullable Long atMillis, String cardsDigest) {
        static final Counted NOT_YET = new Counted("", null, "");
    }

    /** Its name everywhere. */
    public String name() {
        return scheme + "/" + period;
    }

    /** As the record of changes names it. */
    String object() {
        return "rounds/" + name();
    }

    RoundRow in(RoundState next, long millis) {
        return new RoundRow(id, scheme, period, version, next, millis, frozen, counted, reason);
    }

    /** The same round of another version of its scheme; nothing of it is frozen. */
    RoundRow withVersion(int other) {
        return new RoundRow(id, scheme, period, other, state, sinceMillis, Frozen.NOT_YET, Counted.NOT_YET, "");
    }

    RoundRow with(Frozen copied) {
        return new RoundRow(id, scheme, period, version, state, sinceMillis, copied, counted, reason);
    }

    RoundRow with(Counted come) {
        return new RoundRow(id, scheme, period, version, state, sinceMillis, frozen, come, reason);
    }

    RoundRow withReason(String why) {
        return new RoundRow(id, scheme, period, version, state, sinceMillis, frozen, counted, why);
    }
}
