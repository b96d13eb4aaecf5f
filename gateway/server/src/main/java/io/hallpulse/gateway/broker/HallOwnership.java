package io.hallpulse.gateway.broker;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.UnreadableMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The halls that this gateway may serve: those whose retained {@code owner} names it or nobody. Taking over works once a hall, so
 * that two gateways never take it from each other in turns. Any thread.
 */
final class HallOwnership {
    private final String gateway;
    private List<String> halls;
    private final Set<String> mayTakeOver;
    private final Map<String, String> foreign = new HashMap<>();

    HallOwnership(String gateway, List<String> halls, boolean takeOver) {
        this.gateway = gateway;
        this.halls = List.copyOf(halls);
        this.mayTakeOver = takeOver ? new HashSet<>(halls) : new HashSet<>();
    }

    /** What a new connection has not brought yet is unknown. */
    synchronized void connected(List<String> nowHalls) {
        halls = List.copyOf(nowHalls);
        foreign.clear();
    }

    /** An owner message of a hall; an unreadable or empty one names nobody. */
    synchronized void received(String hall, byte[] payload) {
        String owner = owner(payload);
        if (owner.isEmpty() || owner.equals(gateway)) {
            foreign.remove(hall);
        } else {
            foreign.put(hall, owner);
        }
    }

    /** The halls to serve. Those taken over are ours from now on. */
    synchronized List<String> claim() {
        for (String hall : halls) {
            if (mayTakeOver.remove(hall)) {
                foreign.remove(hall);
            }
        }
        return halls.stream().filter(hall -> !foreign.containsKey(hall)).toList();
    }

    /** Why not all halls are served, in one line. */
    synchronized Optional<String> reason() {
        return halls.stream()
                .filter(foreign::containsKey)
                .findFirst()
                .map(hall -> "owner: hall " + hall + " is served by gateway " + foreign.get(hall)
                        + "; stop that one or start this one with --take-over");
    }

    private static String owner(byte[] payload) {
        try {
            String owner =
                    payload.length == 0 ? "" : Json.read(payload, Owner.class).gateway();
            return owner == null ? "" : owner;
        } catch (UnreadableMessage e) {
            return "";
        }
    }
}
