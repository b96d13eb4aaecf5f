package io.hallpulse.domain.alarm;

import io.hallpulse.contract.message.Status.InputStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a terminal that is there, or was when it was heard last. */
final class TerminalConditions {
    /** Longer than a broker takes to come again and a terminal to send what it has. */
    static final Duration BACKLOG = Duration.ofMinutes(5);

    /** Three times what an outbox and its spare space take. */
    static final long LOW_DISK_BYTES = 200_000_000;

    /** More than any terminal has: each may have an alarm. */
    private static final int MOST_INPUTS = 32;

    private TerminalConditions() {}

    static List<Condition> of(TerminalFacts facts, long nowMillis) {
        List<Condition> found = new ArrayList<>();
        String hall = facts.terminal().hall();
        String name = facts.terminal().terminal();
        Long waiting = facts.waitingSinceMillis();
        if (facts.online() && waiting != null && nowMillis - waiting > BACKLOG.toMillis()) {
            found.add(new Condition(AlarmKind.BACKLOG, hall, name, ""));
        }
        if (facts.clockUnset()) {
            found.add(new Condition(AlarmKind.CLOCK, hall, name, ""));
        }
        Long free = facts.diskFree();
        if (free != null && free < LOW_DISK_BYTES) {
            found.add(new Condition(AlarmKind.DISK, hall, name, free / 1_000_000 + " MB"));
        }
        for (InputStatus input : facts.inputs().stream().limit(MOST_INPUTS).toList()) {
            if (!input.state().equals("ok")) {
                String line = input.fault() == null ? input.state() : input.fault();
                found.add(new Condition(AlarmKind.ofInput(line), hall, name + "/" + input.id(), line));
            }
        }
        if (!facts.faults().isEmpty()) {
            found.add(new Condition(AlarmKind.TERMINAL_FAULT, hall, name, String.join("; ", facts.faults())));
        }
        found.add(counted(AlarmKind.REFUSED, hall, name, facts.refused()));
        found.add(counted(AlarmKind.GAP, hall, name, facts.gap()));
        found.add(counted(AlarmKind.CONFLICT, hall, name, facts.conflict()));
        found.add(counted(AlarmKind.INVALID, hall, name, facts.invalid()));
        return found;
    }

    private static Condition counted(AlarmKind kind, String hall, String name, long number) {
        return new Condition(kind, hall, name, Long.toString(number), number);
    }
}
