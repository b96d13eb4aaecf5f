package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetainedTopicsTest {
    private static final int KIB = 1024;

    private final RetainedTopics topics = new RetainedTopics(2, 100L * KIB);

    @Test
    void furtherTopics_areKeptOnlyOnceOthersAreCleared() {
        assertThat(topics.keeps("a", 1)).isTrue();
        assertThat(topics.keeps("b", 1)).isTrue();
        assertThat(topics.keeps("c", 1)).isFalse();
        assertThat(topics.keeps("a", 1)).isTrue();
        topics.keeps("b", 0);
        assertThat(topics.keeps("c", 1)).isTrue();
    }

    @Test
    void furtherBytes_areKeptOnlyInThePlaceOfOthers() {
        assertThat(topics.keeps("a", 60 * KIB)).isTrue();
        assertThat(topics.keeps("b", 60 * KIB)).isFalse();
        assertThat(topics.keeps("a", 90 * KIB)).isTrue();
        assertThat(topics.bytes()).isEqualTo(91 * KIB);
        topics.keeps("a", 0);
        assertThat(topics.keeps("b", 60 * KIB)).isTrue();
    }

    @Test
    void will_holdsItsRoomUntilItsClientHasEndedAndItsTopicIsCleared() {
        assertThat(topics.keepsWill("a", 60 * KIB)).isTrue();
        topics.keeps("a", 0);
        assertThat(topics.keeps("b", 60 * KIB)).isFalse();
        topics.willEnded("a", 60 * KIB);
        assertThat(topics.keeps("b", 60 * KIB)).isFalse();
        topics.keeps("a", 0);
        assertThat(topics.bytes()).isZero();
        assertThat(topics.keeps("b", 60 * KIB)).isTrue();
    }
}
