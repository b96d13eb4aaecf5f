package io.hallpulse.domain.alarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is wrong with all terminals together. When most of those that were there vanish within a minute, one thing is wrong and not many: the
 * gateway's own network, or its broker.
 */
public final class FleetConditions {
    /** Two heartbeats and a half. */
    static final Duration SILENT = Duration.ofSeconds(75);

    /** By then every terminal that vanished within the same minute is silent. */
    static final Duration AWAY = Duration.ofSeconds(140);

    private static final Duration AT_ONCE = Duration.ofMinutes(1);
    private static final int MANY = 5;

    private FleetConditions() {}

    /**
     * All that is wrong.
     *
     * @param outage whether the alarm of many terminals is open: it stays so until fewer than five of them are away
     */
    public static List<Condition> of(Collection<TerminalFacts> terminals, boolean outage, long nowMillis) {
        List<Condition> found = new ArrayList<>();
        List<TerminalFacts> present =
                terminals.stream().filter(facts -> isPresent(facts, nowMillis)).toList();
        Map<String, Set<String>> served = new HashMap<>();
        present.forEach(facts -> served.computeIfAbsent(facts.terminal().hall(), hall -> new HashSet<>())
                .addAll(facts.windows()));
        List<TerminalFacts> silent = terminals.stream()
                .filter(facts -> isSilent(facts, nowMillis))
                .filter(facts ->
                        !isReplaced(facts, served.getOrDefault(facts.terminal().hall(), Set.of())))
                .sorted(Comparator.comparingLong(TerminalFacts::heardMillis))
                .toList();
        Set<TerminalFacts> together = together(silent, present.size(), outage);
        if (!together.isEmpty()) {
            Set<String> halls = together.stream()
                    .map(facts -> facts.terminal().hall())
                    .collect(Collectors.toCollection(TreeSet::new));
            found.add(new Condition(
                    AlarmKind.TERMINALS_AWAY, "", "gateway", together.size() + ": " + String.join(", ", halls)));
        }
        for (TerminalFacts facts : silent) {
            if (!together.contains(facts) && nowMillis - facts.heardMillis() > AWAY.toMillis()) {
                found.add(new Condition(
                        AlarmKind.TERMINAL_AWAY,
                        facts.terminal().hall(),
                        facts.terminal().terminal(),
                        String.join(", ", new TreeSet<>(facts.windows()))));
            }
        }
        terminals.forEach(facts -> found.addAll(TerminalConditions.of(facts, nowMillis)));
        return found;
    }

    private static boolean isPresent(TerminalFacts facts, long nowMillis) {
        return facts.online() && nowMillis - facts.heardMillis() <= SILENT.toMillis();
    }

    /** Whoever said goodbye was switched off. */
    private static boolean isSilent(TerminalFacts facts, long nowMillis) {
        return !facts.stopped() && nowMillis - facts.heardMillis() > SILENT.toMillis();
    }

    /** Others serve all of its windows, and none of its presses waits. */
    private static boolean isReplaced(TerminalFacts facts, Set<String> served) {
        return !facts.online()
                && facts.waitingSinceMillis() == null
                && !facts.windows().isEmpty()
                && served.containsAll(facts.windows());
    }

    /**
     * The most terminals that were heard last within one minute, where they are many and most of those that were there at its beginning.
     *
     * @param silent the longest silent first
     */
    private static Set<TerminalFacts> together(List<TerminalFacts> silent, int present, boolean outage) {
        List<TerminalFacts> most = List.of();
        int end = 0;
        for (int first = 0; first < silent.size(); first++) {
            long until = silent.get(first).heardMillis() + AT_ONCE.toMillis();
            while (end < silent.size() && silent.get(end).heardMillis() <= until) {
                end++;
            }
            int lost = end - first;
            int there = present + silent.size() - first;
            if (lost >= MANY && lost > most.size() && (outage || lost * 2 > there)) {
                most = silent.subList(first, end);
            }
        }
        return new HashSet<>(most);
    }
}
