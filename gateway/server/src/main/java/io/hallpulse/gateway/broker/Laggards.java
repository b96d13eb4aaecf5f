package io.hallpulse.gateway.broker;

import java.util.List;
import java.util.function.Predicate;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the queues of subscribers that take their messages too slowly, or never: what they hold would otherwise fill the broker, and no
 * terminal would be read from any longer. A thread of Artemis.
 */
final class Laggards implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    /** Of messages that wait for one subscription. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final ActiveMQServer server;
    private final Predicate<String> isSpared;

    /** @param isSpared whether a queue of that name is the gateway's own */
    Laggards(ActiveMQServer server, Predicate<String> isSpared) {
        this.server = server;
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

    private static void empty(Queue queue, String name) {
        try {
            int dropped = queue.deleteAllReferences();
            LOG.warn("The MQTT subscription {} is too slow and loses {} messages", name, dropped);
        } catch (Exception e) {
            LOG.warn("The MQTT subscription {} is too slow and cannot be emptied", name, e);
        }
    }
}
