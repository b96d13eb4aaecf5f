package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.runtime.tls.Identity;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.systemtests.endtoend.SecuredBroker;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Given a terminal on which people press twenty times a second, when certificates change under its connection by TLS, or the way fails, then
 * each press counts once.
 * The terminal is whole, in this process; the gateway is a program.
 */
@Execution(ExecutionMode.CONCURRENT) // most of it is waiting for time-outs
@Tag("slow")
class CertificatesUnderLoadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long EVERY_MILLIS = 50;
    private static final int BEST = 5;
    private static final String TEMPLATE = """
            windows: [{id: A04, mode: free, responseInterval: 0s}]
            inputs:
              - {id: panel, window: A04, keys: {"0": 5}, simulated: {perMinute: 1}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicLong pressed = new AtomicLong();

    @Test
    void certificatesOfBothSides_renewedWhilePressesStream_loseNone() throws Exception {
        Hall hall = new Hall(folder);
        try (Program gateway = hall.startSecuredGateway();
                TcpProxy network = new TcpProxy(hall.brokerPort)) {
            gateway.awaitOut("ready");
            hall.putIntoService("n-03", TEMPLATE);
            PublicKey before = key();
            PressedByHand keypad = new PressedByHand("panel");
            try (Agent agent = start(network.port(), keypad, Duration.ofDays(600));
                    Stream stream = new Stream(keypad)) {
                await().atMost(PATIENCE).until(() -> pressed.get() > 20);
                Program.run(folder.resolve("renew.txt"), hall.gatewayCommand("ca", "renew"));
                network.cut();
                network.heal();
                await().atMost(PATIENCE).until(() -> !key().equals(before)); // so that it connected by the new one
                long then = pressed.get();
                await().atMost(PATIENCE).until(() -> pressed.get() > then + 20);
                stream.close();

                awaitAllCounted(hall, keypad);
                assertThat(agent.status().refused()).isZero();
            }
            assertThat(gateway.stop()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(SecuredBroker.class)
    void terminal_revokedWhilePressesStream_keepsThemAndAllCountOnceItIsEnrolledAgain(SecuredBroker broker)
            throws Exception {
        Hall hall = new Hall(folder);
        try (SecuredBroker.Running beside = broker.start(hall);
                Program gateway = hall.startSecuredGateway(broker)) {
            gateway.awaitOut("ready");
            hall.putIntoService("n-03", TEMPLATE);
            PressedByHand keypad = new PressedByHand("panel");
            try (Agent agent = start(hall.brokerPort, keypad, Duration.ZERO);
                    Stream stream = new Stream(keypad)) {
                await().atMost(PATIENCE).until(() -> counted(hall) > 20);
                hall.terminals("revoke", "north/n-03");
                long revoked = pressed.get();
                await().atMost(PATIENCE).until(() -> pressed.get() > revoked + 40);
                assertThat(counted(hall))
                        .as("nothing of a revoked terminal comes in")
                        .isLessThan(pressed.get() - 20);
                assertThat(agent.status().waiting()).isPositive();

                hall.putIntoService("n-03", TEMPLATE);
                stream.close();

                awaitAllCounted(hall, keypad);
            }
            assertThat(gateway.stop()).isZero();
            assertThat(beside.isWell()).isTrue();
        }
    }

    @Test
    void wayThatFailsWhilePressesStream_losesAndDoublesNone() throws Exception {
        Hall hall = new Hall(folder);
        Program gateway = hall.startSecuredGateway();
        try (TcpProxy network = new TcpProxy(hall.brokerPort)) {
            gateway.awaitOut("ready");
            hall.putIntoService("n-03", TEMPLATE);
            PressedByHand keypad = new PressedByHand("panel");
            List<Runnable> faults = List.of(
                    network::cut,
                    () -> network.swallow(TcpProxy.Swallow.TO_CLIENT),
                    () -> network.swallow(TcpProxy.Swallow.TO_SERVER),
                    () -> network.swallow(TcpProxy.Swallow.BOTH));
            try (Agent agent = start(network.port(), keypad, Duration.ZERO);
                    Stream stream = new Stream(keypad)) {
                for (Runnable fault : faults) {
                    long before = pressed.get();
                    await().atMost(PATIENCE).until(() -> counted(hall) > before);
                    fault.run();
                    long then = pressed.get();
                    await().atMost(PATIENCE).until(() -> pressed.get() > then + 20);
                    network.heal();
                }
                gateway.kill();
                gateway = hall.startSecuredGateway();
                stream.close();

                awaitAllCounted(hall, keypad);
                assertThat(agent.status().refused()).isZero();
            }
            assertThat(gateway.stop()).isZero();
        } finally {
            gateway.close();
        }
    }

    private static long counted(Hall hall) {
        return hall.counts("A04").getOrDefault(BEST, 0L);
    }

    private void awaitAllCounted(Hall hall, PressedByHand keypad) {
        await().atMost(PATIENCE).until(() -> keypad.thanked() == pressed.get());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hall.counts("A04")).isEqualTo(Map.of(BEST, pressed.get())));
    }

    private PublicKey key() throws IOException {
        return Identity.load(identity(), "").certificate().getPublicKey();
    }

    private Path identity() {
        return ManagedFile.identity(folder.resolve("n-03"));
    }

    /** @param ahead of this machine's, where the terminal asks for the time that is kept right */
    private Agent start(int port, PressedByHand keypad, Duration ahead) throws IOException {
        AgentConfig config = new AgentConfig(
                "north",
                "n-03",
                folder.resolve("n-03"),
                new AgentConfig.Gateway("ssl://127.0.0.1:" + port, identity(), false),
                null,
                AgentConfig.Outbox.DEFAULT,
                List.of(WindowConfig.free("A04", Duration.ZERO)),
                List.of(InputConfig.simulated("panel", "A04", Map.of("0", BEST), 1)));
        return Agent.start(config, List.of(keypad), new KeptRight(ahead));
    }

    /** Presses until it is closed. */
    private final class Stream implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        Stream(PressedByHand keypad) {
            timer.scheduleAtFixedRate(
                    () -> {
                        keypad.press(0);
                        pressed.incrementAndGet();
                    },
                    EVERY_MILLIS,
                    EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            timer.shutdown();
            await().atMost(PATIENCE).until(timer::isTerminated);
        }
    }

    /** This machine's clock, kept right at another time by whoever keeps it: its certificate is near its end. */
    private static final class KeptRight implements TerminalClock {
        private final TerminalClock machine = new SystemClock();
        private final Duration ahead;

        KeptRight(Duration ahead) {
            this.ahead = ahead;
        }

        @Override
        public long nanos() {
            return machine.nanos();
        }

        @Override
        public Moment momentOf(long nanos) {
            return machine.momentOf(nanos);
        }

        @Override
        public String boot() {
            return machine.boot();
        }

        @Override
        public Optional<Instant> syncedTime() {
            return Optional.of(machine.now().wall().plus(ahead));
        }
    }
}
