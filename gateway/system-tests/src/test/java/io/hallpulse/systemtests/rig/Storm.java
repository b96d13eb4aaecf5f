package io.hallpulse.systemtests.rig;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/**
 * Many terminals press while their gateway is away, and all find it back at once. The agents are whole, each with outbox and MQTT client
 * of its own, in this process; the gateway is a process of its own. For one thread.
 */
final class Storm {
    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(9).toMillis();
    private static final int KEYS = 4;

    private final Path folder;
    private final RigSettings settings;
    private final int clients;
    private final int presses;
    private final boolean tls;
    private final CountDownLatch never = new CountDownLatch(1);
    private final List<Agent> agents = new ArrayList<>();
    private final List<PressedByHand> keypads = new ArrayList<>();
    private final Map<Integer, Long> pressed = new HashMap<>();

    /** @param tls whether each terminal connects by TLS with a certificate of its own */
    Storm(Path folder, RigSettings settings, int clients, int presses, boolean tls) {
        this.folder = folder;
        this.settings = settings;
        this.clients = clients;
        this.presses = presses;
        this.tls = tls;
    }

    /**
     * What came of it.
     *
     * @param pressed by level
     * @param counted by level, at the gateway
     * @param stored rows at the gateway
     */
    record Outcome(Map<Integer, Long> pressed, Map<Integer, Long> counted, long stored, boolean allSettled) {}

    Outcome run() throws Exception {
        LogManager.getLogManager().reset(); // the MQTT client tells each broken connection with a stack trace
        Hall hall = new Hall(folder).gatewayHeap(clients > 100 ? "-Xmx768m" : "-Xmx256m");
        try (TcpProxy network = new TcpProxy(hall.brokerPort)) {
            network.cut();
            terminals(network.port());
            press();
            try (Program gateway = (tls ? hall.startSecuredGateway() : hall.startGateway())) {
                while (!gateway.output().contains("ready")) {
                    pause();
                }
                network.heal();
                boolean settled = storm(network, gateway);
                Map<Integer, Long> counted = new HashMap<>();
                Path data = folder.resolve("gateway");
                Rows.tallies(TestDatabase.embedded(data))
                        .forEach((bucket, n) -> counted.merge(bucket.level(), n, Long::sum));
                return new Outcome(
                        pressed,
                        counted,
                        Rows.atGateway(TestDatabase.embedded(data)).size(),
                        settled);
            }
        } finally {
            agents.parallelStream().forEach(Agent::close);
        }
    }

    private void terminals(int port) throws Exception {
        if (!tls) {
            for (int i = 0; i < clients; i++) {
                terminal(i, new AgentConfig.Gateway("tcp://127.0.0.1:" + port, null, false));
            }
            return;
        }
        try (StormIdentities identities = new StormIdentities(folder.resolve("gateway"))) {
            for (int i = 0; i < clients; i++) {
                Path identity = identities.issue(name(i), Files.createDirectories(folder.resolve(name(i))));
                terminal(i, new AgentConfig.Gateway("ssl://127.0.0.1:" + port, identity, false));
            }
        }
    }

    private static String name(int number) {
        return "t-%04d".formatted(number);
    }

    private void terminal(int number, AgentConfig.Gateway gateway) throws IOException {
        String window = number % 2 == 0 ? "A03" : "A04";
        AgentConfig config = new AgentConfig(
                "north",
                name(number),
                Files.createDirectories(folder.resolve(name(number))),
                gateway,
                null,
                AgentConfig.Outbox.DEFAULT,
                List.of(WindowConfig.free(window, Duration.ZERO)),
                List.of(InputConfig.simulated("panel", window, Map.of("0", 5, "1", 4, "2", 3, "3", 2), 1)));
        PressedByHand keypad = new PressedByHand("panel");
        keypads.add(keypad);
        agents.add(Agent.start(config, List.of(keypad), new SystemClock()));
    }

    private void press() throws InterruptedException {
        Random random = new Random(settings.seed());
        for (PressedByHand keypad : keypads) {
            for (int i = 0; i < presses; i++) {
                int key = random.nextInt(KEYS);
                keypad.press(key);
                pressed.merge(5 - key, 1L, Long::sum);
            }
        }
        while (keypads.stream().anyMatch(keypad -> keypad.thanked() < presses)) {
            pause();
        }
    }

    /** @return whether all were acknowledged in the end */
    private boolean storm(TcpProxy network, Program gateway) throws IOException, InterruptedException {
        long began = RigClock.monoMillis();
        List<Integer> connectsASecond = new ArrayList<>();
        List<Long> doneAfter = new ArrayList<>();
        boolean[] done = new boolean[clients];
        long mostKilobytes = 0;
        int connectsBefore = network.accepted();
        while (doneAfter.size() < clients && RigClock.monoMillis() - began < PATIENCE_MILLIS) {
            long now = RigClock.monoMillis() - began;
            for (int i = 0; i < clients; i++) {
                if (!done[i] && Long.valueOf(0).equals(agents.get(i).status().waiting())) {
                    done[i] = true;
                    doneAfter.add(now);
                }
            }
            if (now / 1000 >= connectsASecond.size()) {
                connectsASecond.add(network.accepted() - connectsBefore);
                connectsBefore = network.accepted();
            }
            mostKilobytes = Math.max(mostKilobytes, Processes.residentKilobytes(gateway.pid()));
            pause();
        }
        long median = doneAfter.isEmpty() ? -1 : doneAfter.get(doneAfter.size() / 2);
        long slowest = doneAfter.isEmpty() ? -1 : doneAfter.get(doneAfter.size() - 1);
        System.out.printf(
                "storm%s: seed %d, %d clients with %d presses each: %d done, the median after %.1f s, the slowest after %.1f s (%.1f times)%n",
                tls ? " over TLS" : "",
                settings.seed(),
                clients,
                presses,
                doneAfter.size(),
                median / 1e3,
                slowest / 1e3,
                slowest / (double) median);
        System.out.printf(
                "storm: connections a second: %s; the gateway's resident memory at most %d MB; %d threads with the terminals%n",
                connectsASecond, mostKilobytes / 1024, Thread.activeCount());
        return doneAfter.size() == clients;
    }

    private void pause() throws InterruptedException {
        never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
}
