package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.RoundState;
import org.jspecify.annotations.Nullable;

/**
 * A round as it is stored. Texts are empty until there is something to say.
 *
 * @param id in the database
 * @param version of the scheme
 * @param sinceMillis when it came to its state, milliseconds since 1970
 * @param schemeDigest of the scheme's file
 * @param subjectsDigest of the frozen subjects; it is there before the seed
 * @param seed thrown after the subjects were frozen; settles ties
 * @param calendarVersion digest of the calendar of working days that it was planned by
 * @param program the version of the program that froze it
 * @param talliesDigest of the presses that were copied at closing
 * @param cardsDigest of all scorecards
 * @param reason why the subjects differ from what was expected, or why it is annulled
 */
public record RoundRow(
        long id,
        String scheme,
        String period,
        int version,
        RoundState state,
        long sinceMillis,
        String schemeDigest,
        String subjectsDigest,
        String seed,
        String calendarVersion,
        String program,
        String talliesDigest,
        @Nullable Long countedMillis,
        String cardsDigest,
        String reason) {
    /** Its name everywhere. */
    public String name() {
        return scheme + "/" + period;
    }

    /** As the record of changes names it. */
    String object() {
        return "rounds/" + name();
    }

    RoundRow in(RoundState next, long millis) {
        return new RoundRow(
                id,
                scheme,
                period,
                version,
                next,
                millis,
                schemeDigest,
                subjectsDigest,
                seed,
                calendarVersion,
                program,
                talliesDigest,
                countedMillis,
                cardsDigest,
                reason);
    }

    RoundRow withVersion(int other) {
        return new RoundRow(id, scheme, period, other, state, sinceMillis, "", "", "", "", "", "", null, "", "");
    }

    RoundRow withFrozen(String ofScheme, String ofSubjects, String ofCalendar, String byProgram, String why) {
        return new RoundRow(
                id,
                scheme,
                period,
                version,
                state,
                sinceMillis,
                ofScheme,
                ofSubjects,
                seed,
                ofCalendar,
                byProgram,
                talliesDigest,
                countedMillis,
                cardsDigest,
                why);
    }

    RoundRow withSeed(String thrown) {
        return new RoundRow(
                id,
                scheme,
                period,
                version,
                state,
                sinceMillis,
                schemeDigest,
                subjectsDigest,
                thrown,
                calendarVersion,
                program,
                talliesDigest,
                countedMillis,
                cardsDigest,
                reason);
    }

    RoundRow withTallies(String digest) {
        return new RoundRow(
                id,
                scheme,
                period,
                version,
                state,
                sinceMillis,
                schemeDigest,
                subjectsDigest,
                seed,
                calendarVersion,
                program,
                digest,
                countedMillis,
                cardsDigest,
                reason);
    }

    RoundRow withCards(String digest, long millis) {
        return new RoundRow(
                id,
                scheme,
                period,
                version,
                state,
                sinceMillis,
                schemeDigest,
                subjectsDigest,
                seed,
                calendarVersion,
                program,
                talliesDigest,
                millis,
                digest,
                reason);
    }

    RoundRow withReason(String why) {
        return withFrozen(schemeDigest, subjectsDigest, calendarVersion, program, why);
    }
}
