package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.TerminalId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalRightsTest {
    private static final String OWN = "hallpulse/v1/terminals/north/n-03/";

    private final TerminalRights rights = new TerminalRights(new TerminalId("north", "n-03"));

    @ParameterizedTest
    @ValueSource(strings = {OWN + "presses", OWN + "status"})
    void mayPublish_ofItsOwn_isTrue(String topic) {
        assertThat(rights.mayPublish(topic)).isTrue();
        assertThat(rights.maySubscribe(topic)).isFalse();
        assertThat(rights.mayLeave(topic)).isEqualTo(topic.endsWith("status"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OWN + "ack",
                OWN + "command",
                "hallpulse/v1/halls/north/owner",
                "hallpulse/v1/scores/north/A03",
                "hallpulse/v1/scores/#"
            })
    void maySubscribe_toWhatIsForItOrForEverybody_isTrue(String filter) {
        assertThat(rights.maySubscribe(filter)).isTrue();
        assertThat(rights.mayPublish(filter)).isFalse();
        assertThat(rights.mayLeave(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hallpulse/v1/terminals/north/n-04/presses",
                "hallpulse/v1/terminals/north/n-04/ack",
                "hallpulse/v1/terminals/north/+/ack",
                "hallpulse/v1/terminals/+/+/presses",
                "hallpulse/v1/halls/south/owner",
                "hallpulse/v1/halls/+/owner",
                "hallpulse/v1/gateways/g7d2/probe",
                "hallpulse.v1.terminals.north.n-03.presses",
                "hallpulse/v1/terminals/north/n-03/presses/",
                "hallpulse/v1/terminals/north.n-03.presses",
                "$share/all/" + OWN + "ack",
                "$SYS/#",
                "activemq.notifications",
                "hallpulse/v1/scores",
                "#",
                "+/#",
                ""
            })
    void anythingElse_isClosed(String topic) {
        assertThat(rights.mayPublish(topic)).isFalse();
        assertThat(rights.maySubscribe(topic)).isFalse();
        assertThat(rights.mayLeave(topic)).isFalse();
    }
}
