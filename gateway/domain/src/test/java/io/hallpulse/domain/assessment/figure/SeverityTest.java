package io.hallpulse.domain.assessment.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Table X21 of the assessments' design. */
class SeverityTest {
    private static final Fraction TEN = Fraction.of(10);

    private final Map<String, List<Fraction>> own = new HashMap<>();
    private final Map<String, List<Fraction>> others = new HashMap<>();

    SeverityTest() {
        visits("A", 97, 85, 85);
        visits("B", 90, 80, 82);
        visits("C", 95, 78, 82);
        visits("D", 99, 90, 86);
        visits("E", 93, 81, 79);
    }

    private void visits(String window, long score, long... ofOthers) {
        own.put(window, List.of(Fraction.of(score)));
        others.put(window, Arrays.stream(ofOthers).mapToObj(Fraction::of).toList());
    }

    @Test
    void fiveWindowsAndMoreThanTenPoints_areTold() {
        Severity severity = Severity.of(own, others);
        assertThat(severity).isEqualTo(new Severity(5, Fraction.of(12)));
        assertThat(severity.tells(5, TEN)).isTrue();
        assertThat(severity.tells(5, Fraction.of(12))).isFalse();
        assertThat(Severity.of(others, own).tells(5, TEN))
                .as("as far to the other side")
                .isTrue();
    }

    @Test
    void oneWindowFewer_isNotTold() {
        others.remove("E");
        assertThat(Severity.of(own, others).tells(5, TEN)).isFalse();
        assertThat(Severity.of(own, Map.of())).isEqualTo(new Severity(0, Fraction.ZERO));
    }
}
