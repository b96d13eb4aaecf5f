package io.hallpulse.systemtests.rig;

import io.hallpulse.testkit.Postgres;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.SmallDisk;
import io.hallpulse.testkit.TcpProxy;
import io.hallpulse.testkit.TcpProxy.Swallow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Deals faults in a seed's order, several at once, and mends each after a while; what died is started again, as systemd would. For one
 * thread.
 *
 * <p>Longer than our measure, since each fault is a few lines and they are best read beside each other.
 */
final class Nemesis {
    private static final long TICK_MILLIS = 50;
    private static final long[] CLOCK_STEPS_SECONDS = {0, 3600, -3600, 86_400 * 40L, -86_400 * 40L, 86_400 * 3650L};

    private record Mend(long atMillis, String target, Runnable deed) {}

    private final Site site;
    private final StoreDamage damage;
    private final long seed;
    private final Random pauses = new Random();
    private final Consumer<String> log;
    private final Map<Fault, Integer> dealt = new EnumMap<>(Fault.class);
    private final List<Mend> mends = new ArrayList<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Set<String> troubled = new HashSet<>();
    private Random random = new Random();
    private final CountDownLatch never = new CountDownLatch(1);

    /** @param log is told each fault, for whoever has to find out */
    Nemesis(Site site, StoreDamage damage, long seed, Consumer<String> log) {
        this.log = log;
        this.site = site;
        this.damage = damage;
        this.seed = seed;
    }

    /** How many messages were published again. */
    int repeated() {
        return repeated.get();
    }

    /** How often each fault was dealt. */
    Map<Fault, Integer> dealt() {
        return Collections.unmodifiableMap(dealt);
    }

    /**
     * Attacks for a time, and mends all.
     *
     * @param gapMillis between two faults on average
     * @param kinds of faults
     * @param look is done often meanwhile
     */
    void attack(Duration length, long gapMillis, Predicate<Fault> kinds, Runnable look) throws InterruptedException {
        List<Fault> deck = Fault.deck(new Random(seed)).stream().filter(kinds).toList();
        int dealtSoFar = 0;
        long end = RigClock.monoMillis() + length.toMillis();
        long next = RigClock.monoMillis();
        while (RigClock.monoMillis() < end) {
            if (RigClock.monoMillis() >= next) {
                // one of its own for each, so that what a fault draws does not depend on what became of those before
                random = new Random(seed * 31 + dealtSoFar);
                deal(deck.get(dealtSoFar++ % deck.size()));
                next = RigClock.monoMillis() + random.nextLong(2 * gapMillis);
            }
            tend(pauses.nextInt(1500));
            look.run();
            pause();
        }
        mends.forEach(mend -> mend.deed().run());
        mends.clear();
        site.networks.forEach(TcpProxy::heal);
    }

    /** Mends what is due, and starts what is dead. */
    void tend(long pauseMillis) throws InterruptedException {
        long now = RigClock.monoMillis();
        for (Mend mend : List.copyOf(mends)) {
            if (mend.atMillis() <= now) {
                mends.remove(mend);
                troubled.remove(mend.target());
                mend.deed().run();
            }
        }
        if (site.mosquitto != null && !site.mosquitto.isAlive() && !troubled.contains("broker")) {
            site.mosquitto.restart();
        }
        if (site.postgres != null && !site.postgres.isAlive() && !troubled.contains("database")) {
            site.postgres.restart();
        }
        if (!site.gateway.isAlive()) {
            damage.checkAcks();
        }
        site.gateway.tend(pauseMillis);
        for (RigTerminal terminal : site.terminals) {
            terminal.agent.tend(pauseMillis);
        }
    }

    void pause() throws InterruptedException {
        never.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void deal(Fault drawn) {
        Fault fault = drawn == Fault.GATEWAY_DISK_FULL && site.postgres != null ? Fault.DATABASE_KILLED : drawn;
        RigTerminal terminal = site.terminals.get(random.nextInt(site.terminals.size()));
        if (fault == Fault.AGENT_DISK_FULL) {
            terminal = site.terminals.get(site.terminals.size() - 1);
        }
        int network = random.nextInt(site.networks.size());
        String target = fault.name().startsWith("NETWORK")
                ? "network " + network
                : fault.name().startsWith("BROKER")
                        ? "broker"
                        : fault == Fault.DATABASE_KILLED
                                ? "database"
                                : fault.name().startsWith("GATEWAY")
                                                || fault.name().startsWith("STORE")
                                        ? "gateway"
                                        : fault == Fault.MESSAGES_REPEATED ? "messages" : terminal.name;
        boolean dead = (target.equals("gateway") && !site.gateway.isAlive())
                || (target.equals(terminal.name) && !terminal.agent.isAlive())
                || (target.equals("broker") && site.mosquitto == null)
                || (fault.name().startsWith("STORE") && site.postgres != null);
        if (dead || !troubled.add(target)) {
            return;
        }
        dealt.merge(fault, 1, Integer::sum);
        log.accept(RigClock.monoMillis() + " " + fault + " " + target);
        long untilMillis = RigClock.monoMillis() + 300 + random.nextInt(3500);
        if (fault.name().startsWith("NETWORK")) {
            network(fault, site.networks.get(network));
            mends.add(new Mend(untilMillis, target, site.networks.get(network)::heal));
        } else if (target.equals("broker")) {
            mends.add(new Mend(untilMillis, target, broker(fault)));
        } else if (fault == Fault.DATABASE_KILLED) {
            Postgres database = Objects.requireNonNull(site.postgres);
            database.kill();
            mends.add(new Mend(untilMillis, target, database::restart));
        } else if (target.equals("gateway")) {
            mends.add(gateway(fault, untilMillis));
        } else if (fault == Fault.MESSAGES_REPEATED) {
            repeat();
            mends.add(new Mend(untilMillis, target, () -> {}));
        } else {
            mends.add(new Mend(untilMillis, target, agent(fault, terminal)));
        }
    }

    private void network(Fault fault, TcpProxy network) {
        switch (fault) {
            case NETWORK_CUT -> network.cut();
            case NETWORK_SWALLOWS_TO_BROKER -> network.swallow(Swallow.TO_SERVER);
            case NETWORK_SWALLOWS_FROM_BROKER -> network.swallow(Swallow.TO_CLIENT);
            case NETWORK_SWALLOWS_BOTH -> network.swallow(Swallow.BOTH);
            default -> network.delay(Swallow.values()[1 + random.nextInt(3)], 50 + random.nextInt(500));
        }
    }

    private Runnable broker(Fault fault) {
        var broker = Objects.requireNonNull(site.mosquitto);
        if (fault == Fault.BROKER_KILLED) {
            broker.kill();
            return broker::restart;
        } else if (fault == Fault.BROKER_FROZEN) {
            Signals.send(broker.pid(), Signals.STOP);
            return () -> Signals.send(broker.pid(), Signals.CONTINUE);
        }
        site.allow(false);
        return () -> site.allow(true);
    }

    private void killGateway() {
        site.gateway.kill();
        damage.checkAcks();
    }

    /** A gateway takes seconds to start, so that it is left alone for longer. */
    private Mend gateway(Fault fault, long untilMillis) {
        long later = untilMillis + 8000;
        switch (fault) {
            case GATEWAY_FROZEN -> {
                site.gateway.signal(Signals.STOP);
                return new Mend(untilMillis, "gateway", () -> site.gateway.signal(Signals.CONTINUE));
            }
            case GATEWAY_HANDLES_STARVED -> {
                return new Mend(untilMillis, "gateway", Handles.starve(site.gateway.pid()));
            }
            case GATEWAY_DISK_FULL -> {
                site.gatewayDisk.fill();
                boolean dies = random.nextInt(3) > 0;
                return new Mend(untilMillis, "gateway", () -> {
                    if (dies) {
                        killGateway();
                        damage.copyStore();
                    }
                    site.gatewayDisk.free();
                });
            }
            case GATEWAY_KILLED_AT_ACK -> {
                site.atNextAck(site.gateway::kill);
                return new Mend(later, "gateway", () -> site.atNextAck(() -> {}));
            }
            case STORE_RESTORED -> {
                killGateway();
                damage.restoreStore();
                return new Mend(later, "gateway", () -> {});
            }
            case STORE_COPY_DAMAGED -> {
                killGateway();
                damage.damageStore(random);
                return new Mend(later, "gateway", () -> {
                    killGateway();
                    damage.mendStore();
                });
            }
            default -> {
                killGateway();
                damage.copyStore();
                return new Mend(later, "gateway", () -> {});
            }
        }
    }

    private Runnable agent(Fault fault, RigTerminal terminal) {
        switch (fault) {
            case AGENT_KILLED -> {
                terminal.kill();
                damage.copyOutbox(terminal);
            }
            case AGENT_KILLED_AT_THANKS -> {
                MeterPresser meter = terminal.meters.get(random.nextInt(terminal.meters.size()));
                meter.atNextThanks(terminal::kill);
                return () -> meter.atNextThanks(() -> {});
            }
            case AGENT_FROZEN -> {
                terminal.freeze();
                return () -> terminal.agent.signal(Signals.CONTINUE);
            }
            case AGENT_DISK_FULL -> {
                SmallDisk disk = Objects.requireNonNull(terminal.disk);
                disk.fill();
                return disk::free;
            }
            case AGENT_HANDLES_STARVED -> {
                return Handles.starve(terminal.agent.pid());
            }
            case AGENT_CLOCK_STEPPED ->
                terminal.stepClock(CLOCK_STEPS_SECONDS[random.nextInt(CLOCK_STEPS_SECONDS.length)]);
            case OUTBOX_DAMAGED -> {
                terminal.kill();
                damage.damageOutbox(terminal, random);
            }
            default -> {
                terminal.kill();
                damage.rollBackOutbox(terminal);
            }
        }
        return () -> {};
    }

    /** Publishes messages again that passed before, in any order, on a thread of its own, since a broker may hang. */
    private void repeat() {
        List<Site.Message> messages = new ArrayList<>(site.passed);
        Collections.shuffle(messages, random);
        Thread thread = new Thread(() -> {
            try (RawTerminal echo = RawTerminal.connect(site.brokerPort, "north", "echo")) {
                for (Site.Message message : messages.subList(0, Math.min(40, messages.size()))) {
                    echo.publish(message.topic(), message.payload());
                    repeated.incrementAndGet();
                }
            } catch (MqttException e) {
                // the broker is away too
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Open files of a process. */
    static final class Handles {
        private Handles() {}

        /** Lets a process open nothing more; the result ends that. */
        static Runnable starve(long pid) {
            try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                String hard = Files.readAllLines(Path.of("/proc/" + pid + "/limits")).stream()
                        .filter(line -> line.startsWith("Max open files"))
                        .map(line -> line.split("\\s+")[4])
                        .findFirst()
                        .orElseThrow();
                limit(pid, open.count() + ":" + hard);
                return () -> limit(pid, hard + ":" + hard);
            } catch (IOException e) {
                return () -> {}; // it died
            }
        }

        private static void limit(long pid, String limit) {
            try {
                new ProcessBuilder("prlimit", "--pid", String.valueOf(pid), "--nofile=" + limit)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
