package io.hallpulse.domain.assessment.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.ranking.Streak.Outcome;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table X11 of the assessments' design: ranks of one office, met by 1 to 3; x annulled, n not ranked. */
class StreakTest {
    @ParameterizedTest
    @CsvSource({
        "1 4, 0",
        "2 3, 2",
        "2 3 1, 3",
        "2 3 1 1, 4",
        "2 5 3, 1",
        "2 x 3, 2",
        "2 n 3, 2",
        "2 n n 3, 1",
        "2 3 n, 0",
        "2 x n x 3 x, 2",
        "2 n 3 n 1, 2"
    })
    void of_isTheLengthThatEndsWithTheLastRound(String rounds, int length) {
        assertThat(Streak.of(Arrays.stream(rounds.split(" "))
                        .map(StreakTest::outcome)
                        .toList()))
                .isEqualTo(length);
    }

    private static Outcome outcome(String round) {
        return switch (round) {
            case "x" -> Outcome.ANNULLED;
            case "n" -> Outcome.NOT_RANKED;
            default -> Integer.parseInt(round) <= 3 ? Outcome.MET : Outcome.BROKEN;
        };
    }
}
