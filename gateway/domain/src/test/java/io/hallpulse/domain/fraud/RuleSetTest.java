package io.hallpulse.domain.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    @Test
    void proposed_isWhatTheManualSays() {
        assertThat(RuleSet.PROPOSED.text()).isEqualTo("""
                interval on seconds=5
                burst on presses=5 seconds=20
                no-session on
                closed on graceMinutes=10
                run on probability=0.0001 atLeast=12
                regular on presses=10 variation=0.08
                sign off seconds=10
                clock-jump on
                tickets on factor=1.1""");
    }

    @ParameterizedTest
    @CsvSource({"10, 11, false", "10, 12, true", "0, 0, false", "0, 1, true", "19, 20, false", "19, 21, true"})
    void ratings_aboveClosedTicketsByMoreThanATenth_areNoticed(long closed, long rated, boolean noticed) {
        assertThat(RuleSet.PROPOSED.isAboveTickets(closed, rated)).isEqualTo(noticed);
        assertThat(RuleSet.NONE.isAboveTickets(closed, rated)).isFalse();
    }

    @Test
    void text_isReadBackAsItWas() {
        RuleSet set = RuleSet.PROPOSED
                .with(Rule.NO_SESSION, true, Map.of("windows", "A03, A01 A03"))
                .with(Rule.RUN, false, Map.of("probability", "0.00050", "atLeast", "20"));

        assertThat(RuleSet.parse(set.text())).isEqualTo(set);
        assertThat(set.of(Rule.NO_SESSION).windows()).isEqualTo(Set.of("A01", "A03"));
        assertThat(set.text()).contains("run off probability=0.0005 atLeast=20");
    }

    @Test
    void parse_aRuleNotNamed_isOff() {
        assertThat(RuleSet.parse("burst on presses=3 seconds=9").isOn(Rule.INTERVAL))
                .isFalse();
        assertThat(RuleSet.parse("")).isEqualTo(RuleSet.NONE);
        assertThat(RuleSet.NONE.isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval | seconds     | 0     | rule interval: seconds is '0'; write a whole number from 1 to 600",
                "interval | seconds     | 1.5   | rule interval: seconds is '1.5'; write a whole number from 1 to 600",
                "burst    | presses     | many  | rule burst: presses is 'many'; write a whole number from 2 to 100",
                "run      | probability | 0.5   | rule run: probability is '0.5'; write a number from 0.00000001 to 0.01",
                "regular  | variation   | -1    | rule regular: variation is '-1'; write a number from 0.001 to 0.5",
                "sign     | minutes     | 1     | rule sign has no parameter 'minutes'; it has seconds",
                "closed   | windows     | A03   | rule closed has no parameter 'windows'; it has graceMinutes",
                "clock-jump | seconds   | 1     | rule clock-jump has no parameter 'seconds'; leave it out",
            })
    void with_wrongValue_saysWhatIsWrongInALine(String rule, String name, String value, String message) {
        assertThatThrownBy(() -> RuleSet.NONE.with(RuleSet.require(rule), true, Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void require_unknownRule_namesThoseThereAre() {
        assertThatThrownBy(() -> RuleSet.require("luck"))
                .hasMessageStartingWith("no rule is called 'luck'; there are interval, burst, no-session");
    }
}
