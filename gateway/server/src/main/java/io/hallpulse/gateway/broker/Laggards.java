package io.hallpulse.gateway.broker;

import io.hallpulse.runtime.log.DistinctLog;
import java.util.List;
import java.util.function.Predicate;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;

/**
 * Empties the queues of subscribers that take their messages too slowly, or never: what they hold would otherwise fill the broker, and no
 * terminal would be read from any longer. A thread of Artemis.
 */
final class Laggards implements Runnable {
    /** Of messages that wait for one subscription. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final ActiveMQServer server;
    private final Predicate<String> isSpared;
    private final DistinctLog log;

    /** @param isSpared whether a queue of that name is the gateway's own */
    Laggards(ActiveMQServer server, Predicate<String> isSpared, DistinctLog log) {
        this.server = server;
        this.log = log;
        this.isSpared = isSpared;
    }

    @Override
    public void run() {
        List<LocalQueueBinding> bindings = server.getPostOffice()
                .getAllBindings()
                .filter(LocalQueueBinding.class::isInstance)
                .map(LocalQueueBinding.class::cast)
                .toList();
        for (LocalQueueBinding binding : bindings) {
            Queue queue = binding.getQueue();
            String name = queue.getName().toString();
            if (queue.getPersistentSize() > MOST_BYTES && !isSpared.test(name)) {
                empty(queue, name);
            }
        }
    }

    private void empty(Queue queue, String name) {
        try {
            int dropped = queue.deleteAllReferences();
            log.fault(
                    "slow subscription",
                    "the MQTT subscription " + name + " is too slow and loses " + dropped + " messages",
                    null);
        } catch (Exception e) {
            log.fault(
                    "slow subscription stays",
                    "the MQTT subscription " + name + " is too slow and cannot be emptied",
                    e);
        }
    }
}
