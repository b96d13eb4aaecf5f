package io.hallpulse.systemtests.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One terminal and one gateway over a lossy link, driven by a seed. Towards the gateway messages are lost, doubled, and
 * overtake each other, even across connections; towards the agent they are lost, and end with the connection (clean start).
 */
final class ProtocolModel {
    private static final int STEPS = 220;
    private static final int QUIET_ROUNDS = 60;

    private final Set<Rule> rules;
    private final Random random;
    private final ModelAgent agent;
    private final ModelGateway gateway;
    private final List<Wire> toGateway = new ArrayList<>();
    private final Deque<Wire> toAgent = new ArrayDeque<>();
    private final Set<Integer> pressed = new TreeSet<>();
    private final Set<Integer> excused = new HashSet<>();
    private int presses;
    private boolean connected;
    private long nowNanos;

    ProtocolModel(long seed, Set<Rule> rules) {
        this.rules = EnumSet.copyOf(rules);
        this.random = new Random(seed);
        this.agent = new ModelAgent(this.rules, random);
        this.gateway = new ModelGateway(this.rules);
    }

    /** Runs the schedule, then lets the link be good for a while; returns what is wrong in the end, or nothing. */
    Optional<String> run() {
        for (int step = 0; step < STEPS; step++) {
            nowNanos += (long) (random.nextDouble() * random.nextDouble() * 8e9);
            step();
        }
        rest();
        Set<Integer> lost = new TreeSet<>(pressed);
        lost.removeAll(gateway.counted());
        lost.removeAll(excused);
        if (!lost.isEmpty()) {
            return Optional.of("lost " + lost);
        }
        if (gateway.rows() != gateway.counted().size()) {
            return Optional.of("counted twice");
        }
        return agent.isAcknowledged() ? Optional.empty() : Optional.of("never acknowledged, so never room again");
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0 -> agent.imageTheCard();
            case 1 -> gateway.takeBackup();
            case 2 -> {
                if (random.nextInt(3) == 0) {
                    crash();
                }
            }
            case 3 -> {
                if (random.nextInt(6) == 0) {
                    excuse(agent.rollBackTheCard());
                    cut();
                }
            }
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    restore();
                }
            }
            case 5 -> {
                if (random.nextInt(2) == 0) {
                    agent.disconnect();
                    cut();
                }
            }
            case 6, 7 -> connect();
            case 8 -> {
                if (connected) {
                    toGateway.add(agent.status());
                }
            }
            case 9, 10, 11, 12, 13 -> press();
            case 14, 15, 16 -> send();
            case 17, 18, 19, 20 -> deliverToGateway();
            default -> deliverToAgent();
        }
    }

    private void press() {
        int press = ++presses;
        Set<Integer> before = agent.heldPresses();
        if (agent.press(press)) {
            pressed.add(press);
        }
        // a row deleted under a live ack of a gateway that was restored a moment ago, before anything was heard of it
        before.removeAll(agent.heldPresses());
        if (rules.contains(Rule.DELETION_ONLY_UNDER_SUCH_AN_ACK)
                && toAgent.stream().anyMatch(Wire.Owner.class::isInstance)) {
            excuse(before);
        }
    }

    private void excuse(Set<Integer> presses) {
        presses.removeAll(gateway.counted());
        excused.addAll(presses);
    }

    private void crash() {
        agent.crash();
        cut();
    }

    /** What was on its way to the agent is gone; of what was on its way to the gateway some may yet arrive. */
    private void cut() {
        connected = false;
        toAgent.clear();
        toGateway.removeIf(message -> random.nextInt(3) == 0);
    }

    /** What the backup lacks is excused only where the agent, too, has it no more. */
    private void restore() {
        Set<Integer> lacking = gateway.restore();
        lacking.removeAll(agent.heldPresses());
        excused.addAll(lacking);
        if (connected) {
            toAgent.add(new Wire.Owner(gateway.life()));
        }
    }

    private void connect() {
        if (!connected) {
            connected = true;
            toGateway.add(agent.connect(gateway.life(), nowNanos));
        }
    }

    private void send() {
        if (connected) {
            agent.send(nowNanos).ifPresent(toGateway::add);
        }
    }

    private void deliverToGateway() {
        if (toGateway.isEmpty()) {
            return;
        }
        boolean overtakes = random.nextInt(4) == 0;
        int index = overtakes ? random.nextInt(toGateway.size()) : 0;
        int fate = random.nextInt(10);
        Wire message = fate == 1 ? toGateway.get(index) : toGateway.remove(index);
        if (fate != 0) {
            answer(gateway.receive(message), fate == 2);
        }
    }

    private void answer(List<Wire> answers, boolean lost) {
        if (connected && !lost) {
            toAgent.addAll(answers);
        }
    }

    private void deliverToAgent() {
        Wire message = toAgent.poll();
        if (message != null) {
            agent.receive(message, nowNanos).ifPresent(toGateway::add);
        }
    }

    /** The link is good and time passes: all that can still arrive arrives. */
    private void rest() {
        connect();
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            nowNanos += 30_000_000_000L;
            toGateway.add(agent.status());
            for (Optional<Wire> message = agent.send(nowNanos); message.isPresent(); message = agent.send(nowNanos)) {
                toGateway.add(message.get());
            }
            while (!toGateway.isEmpty() || !toAgent.isEmpty()) {
                while (!toGateway.isEmpty()) {
                    answer(gateway.receive(toGateway.remove(0)), false);
                }
                while (!toAgent.isEmpty()) {
                    agent.receive(toAgent.remove(), nowNanos).ifPresent(toGateway::add);
                }
            }
        }
    }
}
