package io.hallpulse.systemtests.protocol;

import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.domain.press.ReceivedRanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The gateway: a durable set of presses and the ranges derived from it. */
final class ModelGateway {
    private final Set<Rule> rules;
    private Map<String, TreeMap<Long, Integer>> store = new HashMap<>();
    private Map<String, TreeMap<Long, Integer>> backup = new HashMap<>();
    private int life = 1;

    ModelGateway(Set<Rule> rules) {
        this.rules = rules;
    }

    int life() {
        return life;
    }

    /** Takes a message in, commits it, and says what it answers. */
    List<Wire> receive(Wire message) {
        List<Wire> answers = new ArrayList<>();
        if (message instanceof Wire.Presses presses) {
            boolean news = false;
            TreeMap<Long, Integer> run = store.computeIfAbsent(presses.run(), any -> new TreeMap<>());
            long watermark = run.isEmpty() ? 0 : run.lastKey();
            for (Wire.ModelPress press : presses.presses()) {
                boolean known = rules.contains(Rule.DUPLICATES_BY_IDENTITY)
                        ? run.containsKey(press.seq())
                        : press.seq() <= watermark;
                if (!known) {
                    run.put(press.seq(), press.press());
                    news = true;
                }
            }
            if (news || rules.contains(Rule.REPEATS_AND_STATUS_ARE_ANSWERED)) {
                answers.add(ack(presses.run(), presses.low()));
            }
        } else if (message instanceof Wire.Status status && rules.contains(Rule.REPEATS_AND_STATUS_ARE_ANSWERED)) {
            for (RunSpan run : status.runs()) {
                answers.add(ack(run.run(), run.low()));
            }
        }
        return answers;
    }

    private Wire.Ack ack(String run, long low) {
        return new Wire.Ack(run, upTo(run, low), rules.contains(Rule.ACKS_SAY_FROM_WHICH_LOW) ? low : null);
    }

    private long upTo(String run, long low) {
        TreeMap<Long, Integer> seqs = store.getOrDefault(run, new TreeMap<>());
        if (!rules.contains(Rule.DUPLICATES_BY_IDENTITY)) {
            return seqs.isEmpty() ? low - 1 : seqs.lastKey();
        }
        ReceivedRanges ranges = new ReceivedRanges();
        seqs.keySet().forEach(ranges::add);
        return ranges.upTo(low);
    }

    void takeBackup() {
        backup = copy(store);
    }

    /** Puts the backup back and lives anew; returns the presses that it lacks. */
    Set<Integer> restore() {
        Set<Integer> lost = counted();
        store = copy(backup);
        lost.removeAll(counted());
        life++;
        return lost;
    }

    /** Every press that counts. */
    Set<Integer> counted() {
        Set<Integer> all = new HashSet<>();
        store.values().forEach(run -> all.addAll(run.values()));
        return all;
    }

    /** How many rows there are: more than presses, if one counts twice. */
    int rows() {
        return store.values().stream().mapToInt(TreeMap::size).sum();
    }

    private static Map<String, TreeMap<Long, Integer>> copy(Map<String, TreeMap<Long, Integer>> from) {
        Map<String, TreeMap<Long, Integer>> to = new HashMap<>();
        from.forEach((run, seqs) -> to.put(run, new TreeMap<>(seqs)));
        return to;
    }
}
