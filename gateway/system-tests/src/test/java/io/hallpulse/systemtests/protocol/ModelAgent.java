package io.hallpulse.systemtests.protocol;

import io.hallpulse.agent.uplink.SendSchedule;
import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.RunSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The agent: a durable outbox of little space, and what it knows of acknowledgement on its connection. */
final class ModelAgent {
    private static final int SPACE = 24;

    private final Set<Rule> rules;
    private final Random random;

    // durable: the card
    private LinkedHashMap<String, TreeMap<Long, Integer>> outbox = new LinkedHashMap<>();
    private Map<String, Long> nextSeqs = new HashMap<>();
    private LinkedHashMap<String, TreeMap<Long, Integer>> olderCard = new LinkedHashMap<>();
    private Map<String, Long> olderNextSeqs = new HashMap<>();

    // valid for one life of the process
    private String run = "";
    private int lives;

    // valid for one connection
    private @Nullable SendSchedule delivery;
    private final Map<String, Long> sentUpTo = new HashMap<>();
    private final Map<String, Long> newestAck = new HashMap<>();
    private int owner;

    ModelAgent(Set<Rule> rules, Random random) {
        this.rules = rules;
        this.random = random;
        start();
    }

    private void start() {
        lives++;
        if (rules.contains(Rule.RUN_ID_DRAWN_AT_EVERY_START)) {
            run = "run" + lives;
        } else {
            run = "run";
        }
        outbox.values().removeIf(TreeMap::isEmpty);
    }

    /** Stores a press if there is room; false where it is refused. */
    boolean press(int press) {
        while (held() >= SPACE) {
            if (!deleteOldest()) {
                return false;
            }
        }
        long seq = nextSeqs.getOrDefault(run, 1L);
        nextSeqs.put(run, seq + 1);
        outbox.computeIfAbsent(run, any -> new TreeMap<>()).put(seq, press);
        return true;
    }

    private boolean deleteOldest() {
        for (Map.Entry<String, TreeMap<Long, Integer>> entry : outbox.entrySet()) {
            TreeMap<Long, Integer> rows = entry.getValue();
            if (rows.isEmpty()) {
                continue;
            }
            long deletable;
            if (!rules.contains(Rule.DELETION_ONLY_UNDER_SUCH_AN_ACK)) {
                deletable = sentUpTo.getOrDefault(entry.getKey(), 0L);
            } else if (delivery == null) {
                return false;
            } else {
                deletable = delivery.deletableUpTo(entry.getKey());
            }
            if (rows.firstKey() > deletable) {
                return false;
            }
            rows.pollFirstEntry();
            return true;
        }
        return false;
    }

    int held() {
        return outbox.values().stream().mapToInt(TreeMap::size).sum();
    }

    Set<Integer> heldPresses() {
        Set<Integer> all = new HashSet<>();
        outbox.values().forEach(rows -> all.addAll(rows.values()));
        return all;
    }

    void imageTheCard() {
        olderCard = copy(outbox);
        olderNextSeqs = new HashMap<>(nextSeqs);
    }

    /** The process dies; what is on the card stays. */
    void crash() {
        disconnect();
        delivery = null;
        start();
    }

    /** The card is put back to its older image; returns the presses that were on the newer one alone. */
    Set<Integer> rollBackTheCard() {
        Set<Integer> gone = heldPresses();
        outbox = copy(olderCard);
        nextSeqs = new HashMap<>(olderNextSeqs);
        gone.removeAll(heldPresses());
        crash();
        return gone;
    }

    void disconnect() {
        sentUpTo.clear();
        if (rules.contains(Rule.ACKS_COUNT_ON_THE_PRESENT_CONNECTION_ONLY)) {
            delivery = null;
            newestAck.clear();
        }
    }

    /** A new connection; returns what is published first. */
    Wire connect(int gatewaysLife, long nowNanos) {
        owner = gatewaysLife;
        if (delivery == null) {
            delivery = new SendSchedule(null, spans(), nowNanos);
        }
        return status();
    }

    Wire status() {
        return new Wire.Status(delivery == null ? List.of() : delivery.statusRuns(spans()));
    }

    /** Takes a message in; returns what it publishes at once, if anything. */
    Optional<Wire> receive(Wire message, long nowNanos) {
        if (message instanceof Wire.Ack ack && delivery != null) {
            boolean lower = ack.upTo() < newestAck.getOrDefault(ack.run(), 0L);
            if (!lower || rules.contains(Rule.A_LOWER_ACK_MAKES_ROWS_UNSENT_AGAIN)) {
                newestAck.put(ack.run(), ack.upTo());
                delivery.onAck(new Ack(1, "g", ack.run(), ack.upTo(), ack.low()), spans());
            }
        } else if (message instanceof Wire.Owner newer
                && newer.life() != owner
                && rules.contains(Rule.A_LOWER_ACK_MAKES_ROWS_UNSENT_AGAIN)) {
            owner = newer.life();
            newestAck.clear();
            delivery = new SendSchedule(null, spans(), nowNanos);
            return Optional.of(status());
        }
        return Optional.empty();
    }

    /** The next message to send, if the delivery wants one sent now. */
    Optional<Wire> send(long nowNanos) {
        if (delivery == null) {
            return Optional.empty();
        }
        Optional<SendSchedule.Batch> next = delivery.next(spans(), nowNanos);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        SendSchedule.Batch wanted = next.get();
        TreeMap<Long, Integer> rows = outbox.getOrDefault(wanted.run(), new TreeMap<>());
        List<Wire.ModelPress> presses = new ArrayList<>();
        // a message has only so much room: now and then fewer fit than were wanted
        int room = 1 + random.nextInt(8);
        rows.subMap(wanted.fromSeq(), true, wanted.toSeq(), true).forEach((seq, press) -> {
            if (presses.size() < room) {
                presses.add(new Wire.ModelPress(seq, press));
            }
        });
        long last = presses.get(presses.size() - 1).seq();
        delivery.sent(new SendSchedule.Batch(wanted.run(), wanted.fromSeq(), last), nowNanos);
        sentUpTo.merge(wanted.run(), last, Math::max);
        return Optional.of(new Wire.Presses(wanted.run(), rows.firstKey(), List.copyOf(presses)));
    }

    /** Whether the newest acks cover all that is held. */
    boolean isAcknowledged() {
        return outbox.entrySet().stream()
                .allMatch(entry -> entry.getValue().isEmpty()
                        || (delivery != null
                                && delivery.deletableUpTo(entry.getKey())
                                        >= entry.getValue().lastKey()));
    }

    private List<RunSpan> spans() {
        List<RunSpan> spans = new ArrayList<>();
        outbox.forEach((id, rows) -> {
            if (!rows.isEmpty()) {
                spans.add(new RunSpan(id, rows.firstKey(), nextSeqs.getOrDefault(id, 1L)));
            }
        });
        return spans;
    }

    private static LinkedHashMap<String, TreeMap<Long, Integer>> copy(Map<String, TreeMap<Long, Integer>> from) {
        LinkedHashMap<String, TreeMap<Long, Integer>> to = new LinkedHashMap<>();
        from.forEach((id, rows) -> to.put(id, new TreeMap<>(rows)));
        return to;
    }
}
