package io.hallpulse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.calendar.Limit;
import org.junit.jupiter.api.Test;

class AssessConfigTest {
    @Test
    void contactsAreKeptForDaysMonthsOrYears_andACaseHasOneRatingAtLeast() {
        assertThat(AssessConfig.DEFAULT.kept()).isEqualTo(new Limit(90, Limit.Unit.D));
        assertThat(new AssessConfig(new PressCasesConfig(1), "6mo").kept()).isEqualTo(new Limit(6, Limit.Unit.MO));
        for (String wrong : new String[] {"24h", "5wd", "90", ""}) {
            assertThatThrownBy(() -> new AssessConfig(new PressCasesConfig(3), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("such as");
        }
        assertThatThrownBy(() -> new PressCasesConfig(0)).hasMessageContaining("1 or more");
    }
}
