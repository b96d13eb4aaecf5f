package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetainedTopicsTest {
    private final RetainedTopics topics = new RetainedTopics(2);

    @Test
    void furtherTopics_areKeptOnlyOnceOthersAreCleared() {
        assertThat(topics.keeps("a", false)).isTrue();
        assertThat(topics.keeps("b", false)).isTrue();
        assertThat(topics.keeps("c", false)).isFalse();
        assertThat(topics.keeps("a", false)).isTrue();
        topics.keeps("b", true);
        assertThat(topics.keeps("c", false)).isTrue();
    }
}
