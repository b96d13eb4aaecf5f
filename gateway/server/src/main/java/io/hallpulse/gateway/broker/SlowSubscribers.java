package io.hallpulse.gateway.broker;

import io.hallpulse.runtime.log.DistinctLog;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Consumer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over subscribers that take their messages too slowly, or never: empties their queues, and ends those that acknowledge nothing.
 * What they hold would otherwise fill the broker, and no terminal would be read from any longer. A thread of Artemis.
 */
final class SlowSubscribers implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    /** Of messages that wait for one subscription. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final ActiveMQServer server;
    private final Predicate<String> isSpared;
    private final long mostBytes;
    private final DistinctLog faults;

    /**
     * @param isSpared whether a queue of that name is the gateway's own
     * @param mostBytes of all others together
     */
    SlowSubscribers(ActiveMQServer server, Predicate<String> isSpared, long mostBytes, DistinctLog faults) {
        this.server = server;
        this.isSpared = isSpared;
        this.mostBytes = mostBytes;
        this.faults = faults;
    }

    @Override
    public void run() {
        List<Queue> longestFirst = server.getPostOffice()
                .getAllBindings()
                .filter(LocalQueueBinding.class::isInstance)
                .map(binding -> ((LocalQueueBinding) binding).getQueue())
                .filter(queue -> queue.getPersistentSize() > 0
                        && !isSpared.test(queue.getName().toString()))
                .sorted(Comparator.comparingLong(Queue::getPersistentSize).reversed())
                .toList();
        long all = longestFirst.stream().mapToLong(Queue::getPersistentSize).sum();
        for (Queue queue : longestFirst) {
            long before = queue.getPersistentSize();
            if (before > MOST_BYTES || all > mostBytes) {
                empty(queue);
                all -= before - queue.getPersistentSize();
            }
            if (all > mostBytes) {
                all -= queue.getPersistentSize(); // sent and not acknowledged
                end(queue);
            }
        }
        faults.reportCounts();
    }

    private void empty(Queue queue) {
        try {
            int dropped = queue.deleteAllReferences();
            if (dropped > 0) {
                faults.fault("an MQTT subscription is too slow and loses messages");
            }
        } catch (Exception e) {
            LOG.warn("The MQTT subscription {} is too slow and cannot be emptied", queue.getName(), e);
        }
    }

    private void end(Queue queue) {
        for (Consumer consumer : queue.getConsumers()) {
            RemotingConnection connection = consumer instanceof ServerConsumer subscriber
                    ? server.getRemotingService().getConnection(subscriber.getConnectionID())
                    : null;
            if (connection != null) {
                faults.fault("an MQTT client does not acknowledge what it subscribed to and is disconnected");
                LOG.debug("It was at {} with the subscription {}", connection.getRemoteAddress(), queue.getName());
                connection.disconnect(false);
            }
        }
    }
}
