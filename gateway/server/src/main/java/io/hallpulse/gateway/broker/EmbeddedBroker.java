package io.hallpulse.gateway.broker;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * Artemis as an MQTT 5 broker in this process. It keeps nothing over a restart, since no promise rests on it: terminals hold
 * their presses until the gateway's own ack, and publish their status anew. What does not fit its memory is dropped for the same
 * reason: it is sent again.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Twice what a well-behaved terminal has in flight. */
    private static final int ADDRESS_PACKETS = 16;

    private static final long MIN_MEMORY_BYTES = 32L * 1024 * 1024;
    /** References in a queue's first array; Artemis's 8192 would take 32 KB for each terminal and each retained message. */
    private static final int QUEUE_CHUNK = 64;

    private static final long SWEEP_MILLIS = 250;
    private static final String ACCEPTOR = "mqtt";

    private final ActiveMQServer server;
    private final ClientGuards guards;
    private final String password;

    private EmbeddedBroker(ActiveMQServer server, ClientGuards guards, String password) {
        this.server = server;
        this.guards = guards;
        this.password = password;
    }

    /** A plain one that lets everybody in, see {@link #start(HostPort, SSLContext, Admission, Path, LongSupplier)}. */
    public static EmbeddedBroker start(HostPort listen, Path scratch, LongSupplier nanos) {
        return start(listen, null, Admission.everybody(), scratch, nanos);
    }

    /**
     * Starts it and returns once it listens.
     *
     * @param tls what it shows to clients, which then show certificates of theirs; null for a plain one
     * @param scratch folder that it may use and leave empty
     * @param nanos a clock that never steps
     * @throws OperationFailed where it cannot listen
     */
    public static EmbeddedBroker start(
            HostPort listen, @Nullable SSLContext tls, Admission admission, Path scratch, LongSupplier nanos) {
        requireFree(listen);
        long heap = Runtime.getRuntime().maxMemory();
        // Netty asks for both once, when its first class is used; Artemis uses it for nothing but this broker
        System.setProperty("io.netty.bootstrap.extensions", "serviceload"); // that is ConnectFirst
        if (System.getProperty("io.netty.maxDirectMemory") == null) {
            System.setProperty("io.netty.maxDirectMemory", String.valueOf(Math.max(MIN_MEMORY_BYTES, heap / 4)));
        }
        BrokerLimits limits = BrokerLimits.of(heap);
        String password = password();
        ActiveMQServer server = new ActiveMQServerImpl(configuration(listen, tls, scratch, limits));
        ClientGuards guards = new ClientGuards(
                limits, admission, password, () -> server.getPagingManager().getGlobalSize(), nanos);
        server.addProtocolManagerFactory(new GuardedMqtt.Factory(guards));
        EmbeddedBroker broker = new EmbeddedBroker(server, guards, password);
        try {
            server.start();
            server.getScheduledPool()
                    .scheduleWithFixedDelay(
                            new SlowSubscribers(server, guards::isOwnQueue, limits.foreignBytes(), guards.faults()),
                            SWEEP_MILLIS,
                            SWEEP_MILLIS,
                            TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            broker.close();
            throw new OperationFailed("the broker cannot be started: " + Fault.oneLine(e), e);
        }
        if (!broker.isListening()) {
            broker.close();
            throw new OperationFailed("the broker does not listen on " + listen);
        }
        ConnectFirst.report(broker.port(), guards::refused);
        return broker;
    }

    /** Artemis itself would log a page and go on without listening. */
    private static void requireFree(HostPort listen) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(listen.host(), listen.port()));
        } catch (IOException e) {
            throw new OperationFailed(
                    "the broker cannot listen on " + listen + ": " + Fault.oneLine(e)
                            + "; stop what does, or change broker.embedded.listen",
                    e);
        }
    }

    private static String password() {
        byte[] drawn = new byte[16];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** Asks anew who may be connected, and ends the connections of those who may not. */
    public void judgeAgain() {
        guards.judgeAgain();
    }

    /**
     * Where this process itself connects to, showing that it is the gateway.
     *
     * @param listen what it was started with
     * @param tls by which it shows that, null where the broker is plain
     * @throws UnknownHostException where the host has no address
     */
    public BrokerAddress inside(HostPort listen, @Nullable Credentials tls) throws UnknownHostException {
        boolean anywhere = InetAddress.getByName(listen.host()).isAnyLocalAddress();
        HostPort at = new HostPort(anywhere ? "127.0.0.1" : listen.host(), port());
        return tls == null
                ? new BrokerAddress(new BrokerUrl(false, at), null, "gateway", password)
                : new BrokerAddress(new BrokerUrl(true, at), tls, null, null);
    }

    /** The port that it listens on. */
    public int port() {
        return ((NettyAcceptor) server.getRemotingService().getAcceptor(ACCEPTOR)).getActualPort();
    }

    private boolean isListening() {
        return server.getRemotingService().getAcceptor(ACCEPTOR) instanceof NettyAcceptor acceptor
                && acceptor.isStarted()
                && acceptor.getActualPort() > 0;
    }

    private static Configuration configuration(
            HostPort listen, @Nullable SSLContext tls, Path scratch, BrokerLimits limits) {
        Map<String, Object> at = new HashMap<>(
                Map.of("host", listen.host(), "port", listen.port(), "useEpoll", false, "useKQueue", false));
        if (tls != null) {
            at.put("sslEnabled", true);
            at.put("needClientAuth", true);
            at.put("enabledProtocols", "TLSv1.3");
            at.put("keyStorePath", BrokerTls.hold(tls));
        }
        TransportConfiguration acceptor = new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                at,
                ACCEPTOR,
                Map.of(
                        "protocols",
                        "MQTT",
                        "topicAliasMaximum",
                        0,
                        "defaultMaximumInFlightPublishMessages",
                        limits.inFlight(),
                        "maximumPacketSize",
                        limits.packetBytes()));
        long memory = Math.max(MIN_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4);
        Configuration configuration = new ConfigurationImpl()
                .setName("hallpulse")
                .setResolveProtocols(false)
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setGracefulShutdownEnabled(false)
                .setJournalDirectory(scratch.resolve("journal").toString())
                .setBindingsDirectory(scratch.resolve("bindings").toString())
                .setPagingDirectory(scratch.resolve("paging").toString())
                .setLargeMessagesDirectory(scratch.resolve("large").toString())
                .setMaxDiskUsage(-1)
                .setGlobalMaxSize(memory)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .setMessageExpiryScanPeriod(5000)
                .addAcceptorConfiguration(acceptor)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setAutoCreateAddresses(true)
                                .setAutoCreateQueues(true)
                                .setAutoDeleteAddresses(true)
                                .setAutoDeleteQueues(true)
                                .setMaxDeliveryAttempts(-1)
                                .setMaxSizeBytes((long) ADDRESS_PACKETS * limits.packetBytes())
                                .setInitialQueueBufferSize(QUEUE_CHUNK)
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP));
        configuration.setBrokerInstance(scratch.toFile());
        return configuration;
    }

    /** Ends all connections and stops. */
    @Override
    public void close() {
        if (isListening()) {
            ConnectFirst.report(port(), null);
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not stop: " + e.getMessage(), e);
        }
    }
}
