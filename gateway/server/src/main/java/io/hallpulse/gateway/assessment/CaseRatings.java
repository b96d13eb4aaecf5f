package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Word;
import java.sql.SQLException;
import java.util.List;

/**
 * The ratings that the writer of a case gave, and what an appeal did to the first one.
 *
 * @param given the first, and the second where there is one; none where the writer named no level
 * @param excludes whether an appeal takes a press out of scores
 * @param rounds what that came to in each round that holds its day and takes no more presses
 */
public record CaseRatings(List<NamedRating> given, boolean excludes, List<InRound> rounds) {
    static final CaseRatings NONE = new CaseRatings(List.of(), false, List.of());

    public CaseRatings {
        given = List.copyOf(given);
        rounds = List.copyOf(rounds);
    }

    /** What an exclusion came to. */
    public enum Came implements Word {
        /** One press is out of the round's figure. */
        EXCLUDED,
        /** The tallies have no such press, or all of them are excluded already. */
        ABSENT,
        /** The round was counted before: its figure stays, and the one without the press stands beside it. */
        LATE
    }

    /** A round, by its name. */
    public record InRound(String round, Came came) {}

    static CaseRatings of(AssessStore.Tables tables, String number) throws SQLException {
        return new CaseRatings(
                tables.ratings().of(number),
                tables.ratings().exclusion(number).isPresent(),
                tables.ratings().rounds(number));
    }

    /** Whether there is a second one. */
    public boolean isSecondGiven() {
        return given.stream().anyMatch(rating -> rating.n() == NamedRating.SECOND);
    }
}
