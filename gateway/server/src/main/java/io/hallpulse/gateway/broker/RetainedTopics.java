package io.hallpulse.gateway.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The topics that keep a message at the embedded broker, and how many bytes; both bounded, since they cost memory until they are cleared. A
 * will takes its room when its client connects: it may be published whenever that client ends. Any thread.
 */
final class RetainedTopics {
    /** What a topic costs beside its message. */
    private static final int TOPIC_BYTES = 1024;

    private static final Kept NONE = new Kept(0, 0);

    private final int most;
    private final long mostBytes;
    private final Map<String, Kept> topics = new HashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** @param willBytes of all clients whose will may yet take the message's place */
    private record Kept(long bytes, long willBytes) {
        long all() {
            return bytes + willBytes;
        }
    }

    RetainedTopics(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Whether a message of so many bytes that is to be kept may be kept; one of none clears its topic. */
    synchronized boolean keeps(String topic, int size) {
        Kept kept = topics.getOrDefault(topic, NONE);
        return put(topic, new Kept(size == 0 ? 0 : TOPIC_BYTES + size, kept.willBytes()));
    }

    /** Whether a client's will that is to be kept may be; {@link #willEnded} is to follow where it may. */
    synchronized boolean keepsWill(String topic, int size) {
        Kept kept = topics.getOrDefault(topic, NONE);
        return put(topic, new Kept(kept.bytes(), kept.willBytes() + TOPIC_BYTES + size));
    }

    /** The client of that will has ended: it may have been published. */
    synchronized void willEnded(String topic, int size) {
        Kept kept = topics.getOrDefault(topic, NONE);
        long will = (long) TOPIC_BYTES + size;
        put(topic, new Kept(Math.max(kept.bytes(), size == 0 ? 0 : will), kept.willBytes() - will));
    }

    /** Of all that is kept. */
    long bytes() {
        return bytes.get();
    }

    private boolean put(String topic, Kept kept) {
        long grown = kept.all() - topics.getOrDefault(topic, NONE).all();
        if (grown > 0 && (bytes.get() + grown > mostBytes || (topics.size() >= most && !topics.containsKey(topic)))) {
            return false;
        }
        bytes.addAndGet(grown);
        if (kept.all() == 0) {
            topics.remove(topic);
        } else {
            topics.put(topic, kept);
        }
        return true;
    }
}
