package io.hallpulse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.calendar.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessConfigTest {
    @Test
    void contactsAreKeptForDaysMonthsOrYears_andACaseHasOneRatingAtLeast() {
        assertThat(AssessConfig.DEFAULT.kept()).isEqualTo(new Limit(90, Limit.Unit.D));
        assertThat(new AssessConfig(new PressCasesConfig(1), "6mo", BallotConfig.DEFAULT).kept())
                .isEqualTo(new Limit(6, Limit.Unit.MO));
        for (String wrong : new String[] {"24h", "5wd", "90", ""}) {
            assertThatThrownBy(() -> new AssessConfig(new PressCasesConfig(3), wrong, BallotConfig.DEFAULT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("such as");
        }
        assertThatThrownBy(() -> new PressCasesConfig(0)).hasMessageContaining("1 or more");
    }

    @Test
    void ballots_fromAHallsNetwork_mayBeMore() {
        BallotConfig ballots = new BallotConfig(5, List.of("10.1.0.0/16", "fd00:7::/32", "192.168.7.9"), 60);
        assertThat(List.of("10.1.255.3", "fd00:7:1::9", "[fd00:7::1]", "192.168.7.9"))
                .allMatch(from -> ballots.most(from) == 60);
        assertThat(List.of("10.2.0.1", "fd00:8::1", "192.168.7.8", "unknown", ""))
                .allMatch(from -> ballots.most(from) == 5);
        for (String wrong : List.of("hall", "10.1.0.0/33", "10.1.0.0/", "fd00::/129")) {
            assertThatThrownBy(() -> new BallotConfig(5, List.of(wrong), 60)).hasMessageContaining(wrong);
        }
        assertThatThrownBy(() -> new BallotConfig(5, List.of(), 4)).hasMessageContaining("hallPerHour");
    }
}
