package io.hallpulse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final TerminalId TERMINAL = new TerminalId("north", "n-03");

    @ParameterizedTest
    @EnumSource
    void parse_ofATerminalsTopic_findsWhatWasPutIn(Topics.Kind kind) {
        assertThat(Topics.parse(Topics.of(TERMINAL, kind))).contains(new Topics.OfTerminal(TERMINAL, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hallpulse/v1/terminals/north/n-03/press",
                "hallpulse/v1/terminals/north/n-03/x/presses",
                "hallpulse/v1/terminals/north//presses",
                "hallpulse/v1/terminals//n-03/presses",
                "hallpulse/v1/terminals/north/presses",
                "hallpulse/v1/terminals/North/n-03/presses",
                "hallpulse/v2/terminals/north/n-03/presses",
                "hallpulse/v1/scores/north/A03",
                ""
            })
    void parse_ofAnyOtherTopic_isEmpty(String topic) {
        assertThat(Topics.parse(topic)).isEmpty();
    }

    @Test
    void topics_areTheContracts() {
        assertThat(Topics.of(TERMINAL, Topics.Kind.PRESSES)).isEqualTo("hallpulse/v1/terminals/north/n-03/presses");
        assertThat(Topics.ofHall("north", Topics.Kind.STATUS)).isEqualTo("hallpulse/v1/terminals/north/+/status");
        assertThat(Topics.scores("north", "A03")).isEqualTo("hallpulse/v1/scores/north/A03");
        assertThat(Topics.owner("north")).isEqualTo("hallpulse/v1/halls/north/owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "North", "a b", "a/b", "a+", "012345678901234567890123456789012", "北"})
    void terminalId_withABadPart_isRefused(String part) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new TerminalId(part, "n"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new TerminalId("n", part));
    }

    @Test
    void level_ofItsNumber_isThatLevel() {
        for (int number = 1; number <= 5; number++) {
            assertThat(Level.of(number).number()).isEqualTo(number);
        }
        assertThat(Level.of(5).chinese()).isEqualTo("非常满意");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Level.of(0));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Level.of(6));
    }
}
