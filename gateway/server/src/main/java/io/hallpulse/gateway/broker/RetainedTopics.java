package io.hallpulse.gateway.broker;

import java.util.HashSet;
import java.util.Set;

/** The topics that keep a message at the embedded broker; bounded, since each costs memory until it is cleared. Any thread. */
final class RetainedTopics {
    private final int most;
    private final Set<String> topics = new HashSet<>();

    RetainedTopics(int most) {
        this.most = most;
    }

    /** Whether a message that is to be kept may be kept. */
    synchronized boolean keeps(String topic, boolean cleared) {
        if (cleared) {
            topics.remove(topic);
            return true;
        }
        return topics.contains(topic) || (topics.size() < most && topics.add(topic));
    }
}
