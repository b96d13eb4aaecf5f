package io.hallpulse.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewingTest {
    /** The design system's table: what can be read at ten metres on a panel of that size. */
    @ParameterizedTest
    @CsvSource({"55, 80, 101", "65, 68, 85", "75, 59, 74", "86, 51, 65", "98, 48, 61"})
    void sizes_atTenMetres_areThoseOfTheTable(double diagonal, int name, int number) {
        Viewing.Sizes sizes = new Viewing(diagonal, 10).sizes();
        assertThat(sizes.name()).isBetween(name, name + 1);
        assertThat(sizes.number()).isBetween(number, number + 1);
    }

    /** Any panel and distance: 16 minutes of arc for all three, save where names would no longer fit. */
    @Test
    void sizes_anyPanelAndDistance_canBeReadFromThere() {
        for (double diagonal = 20; diagonal <= 200; diagonal += 5) {
            for (double distance = 1; distance <= 20; distance += 0.5) {
                Viewing.Sizes sizes = new Viewing(diagonal, distance).sizes();
                assertThat(sizes.name()).isBetween(48, 80);
                assertThat(sizes.row()).isGreaterThan(sizes.score()).isGreaterThan(sizes.number());
                if (sizes.name() < 80) {
                    double pixel = diagonal * 25.4 * 9 / Math.sqrt(337) / 1080;
                    for (double pixels :
                            new double[] {sizes.name() * 0.92, sizes.number() * 0.73, sizes.score() * 0.73}) {
                        double minutes = Math.toDegrees(2 * Math.atan(pixels * pixel / 2 / (distance * 1000))) * 60;
                        assertThat(minutes)
                                .as("%s in, %s m, %s", diagonal, distance, sizes)
                                .isGreaterThanOrEqualTo(16);
                    }
                }
            }
        }
    }

    @Test
    void new_impossible_saysWhatIsPossible() {
        assertThatThrownBy(() -> new Viewing(5, 10)).hasMessage("diagonal is 20in to 500in, not 5.0in");
        assertThatThrownBy(() -> new Viewing(75, 0.5)).hasMessage("distance is 1m to 50m, not 0.5m");
    }
}
