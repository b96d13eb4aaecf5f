package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.runtime.service.ServiceSocket;
import io.hallpulse.testkit.NotifySocket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of both programs, on a socket that the test plays. */
class ServiceSocketTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void said_onAFile_isHeardInOrder() {
        try (NotifySocket systemd = NotifySocket.in(folder);
                ServiceSocket service = watched(systemd.name())) {
            service.ready();
            service.alive();
            service.stopping();

            systemd.awaitLine("STOPPING=1");
            assertThat(systemd.lines()).containsExactly("READY=1", "WATCHDOG=1", "STOPPING=1");
        }
    }

    @Test
    void said_onANameThatIsNoFile_isHeard() {
        try (NotifySocket systemd = NotifySocket.named(folder, "hallpulse-" + folder.getFileName());
                ServiceSocket service = watched(systemd.name())) {
            service.ready();

            systemd.awaitLine("READY=1");
        }
    }

    @Test
    void alive_oftenerThanAskedFor_isSaidThreeTimesInTheTime() {
        try (NotifySocket systemd = NotifySocket.in(folder);
                ServiceSocket service = watched(systemd.name())) {
            for (int second = 0; second < 30; second++) {
                service.alive();
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            }
            service.stopping();

            systemd.awaitLine("STOPPING=1");
            assertThat(systemd.lines()).containsExactly("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1");
        }
    }

    @Test
    void said_whereNobodyListens_isPassedOver() {
        Map<String, String> gone =
                Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString(), "WATCHDOG_USEC", "1");
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("NOTIFY_SOCKET", ""), gone)) {
            try (ServiceSocket service = ServiceSocket.of(environment, nanos::get)) {
                service.ready();
                service.alive();
                service.stopping();
            }
        }
    }

    @Test
    void agent_whileItsPressPathMoves_turns_andNotOnceItIsStuck() throws Exception {
        Path file = Files.writeString(folder.resolve("terminal.yaml"), """
                hall: north
                terminal: n-01
                data: %s
                gateway: {url: "tcp://127.0.0.1:9"}
                windows: [{id: A, responseInterval: 0s}]
                inputs: [{id: panel, window: A, keys: {"1": 5}, keyboard: {}}]
                """.formatted(folder.resolve("data")));
        AtomicInteger turns = new AtomicInteger();
        StuckInput panel = new StuckInput();
        try (Agent agent = Agent.start(TerminalFile.read(file), List.of(panel), new SystemClock())) {
            agent.eachTurn(turns::incrementAndGet);
            await().atMost(SOON).until(() -> turns.get() >= 2);

            panel.press();
            panel.awaitStuck();
            int stuckAt = turns.get();
            panel.press();
            await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> turns.get() == stuckAt);

            panel.free();
            await().atMost(SOON).until(() -> turns.get() > stuckAt);
        }
    }

    @Test
    void gateway_thatHasNothingToDo_turns() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        Gateway gateway = Gateway.start(TestHalls.north(folder, "A03"), false, new SimpleMeterRegistry());
        try (gateway) {
            gateway.eachTurn(turns::incrementAndGet);
            await().atMost(SOON).until(() -> turns.get() >= 3);
        }
        assertThat(turns.getAndSet(0)).isPositive();
        assertThat(turns).hasValue(0);
    }

    private ServiceSocket watched(String name) {
        return ServiceSocket.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "30000000"), nanos::get);
    }

    /** A panel whose lamp holds up whoever switches it on. */
    private static final class StuckInput implements KeyInput {
        private final CountDownLatch stuck = new CountDownLatch(1);
        private final CountDownLatch freed = new CountDownLatch(1);
        private @Nullable KeyListener listener;

        void press() {
            Objects.requireNonNull(listener).onKey(new KeyPress(id(), "1", System.nanoTime()));
        }

        void awaitStuck() throws InterruptedException {
            assertThat(stuck.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        void free() {
            freed.countDown();
        }

        @Override
        public String id() {
            return "panel";
        }

        @Override
        public void start(KeyListener to) {
            listener = to;
        }

        @Override
        public void answer(KeyPress press, Answer answer) {
            stuck.countDown();
            try {
                assertThat(freed.await(SOON.toSeconds() * 2, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public InputHealth health() {
            return new InputHealth(InputHealth.State.OK, null, Map.of(), null);
        }

        @Override
        public void close() {}
    }
}
