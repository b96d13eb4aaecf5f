package io.hallpulse.gateway.broker;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactory;

/**
 * Hands Artemis a context whose keys are in memory, where it would read a file of keys once. Artemis finds this class by its service file
 * and asks by the name that stands for that file.
 */
public final class BrokerTls implements SSLContextFactory {
    private static final Map<String, SSLContext> HELD = new ConcurrentHashMap<>();
    /** Before Artemis's own. */
    private static final int FIRST = 100;

    /** Keeps a context for an acceptor, which names it. */
    static String hold(SSLContext context) {
        String name = "held-in-memory-" + UUID.randomUUID();
        HELD.put(name, context);
        return name;
    }

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> further) {
        SSLContext held = HELD.get(String.valueOf(config.getKeystorePath()));
        if (held == null) {
            throw new IllegalStateException("the broker asks for keys of a file, and there is none");
        }
        return held;
    }

    @Override
    public int getPriority() {
        return FIRST;
    }
}
