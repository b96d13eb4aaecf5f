package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.hardware.gpio.KeyFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultMendsTest {
    @ParameterizedTest
    @EnumSource
    void lineThatAPanelWritesOfAKey_isAnAlarmOfThat_withOneMendOnBothPages(KeyFault fault) {
        AlarmKind wanted = switch (fault) {
            case STUCK -> AlarmKind.KEY_STUCK;
            case CHATTERING -> AlarmKind.KEY_CHATTERING;
            case DEAD -> AlarmKind.KEY_DEAD;
        };
        for (String key : new String[] {"3", "=1", "a b"}) {
            String line = fault.line("front-2", key);
            assertThat(AlarmKind.ofInput(line)).isEqualTo(wanted);
            assertThat(FaultMends.zh(line)).isEqualTo(wanted.mendZh());
            assertThat(FaultMends.en(line)).isEqualTo(wanted.mendEn());
        }
    }
}
