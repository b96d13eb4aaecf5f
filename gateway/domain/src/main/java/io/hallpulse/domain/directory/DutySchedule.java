package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who is to be on duty at a window in the hours of a week, written like {@code s7 Mo-Fr 09:00-12:00 | s9 Mo-Fr 13:30-17:00}. Nobody at all:
 * staff sign in themselves.
 *
 * @param hours of each member of staff, by id, in their order; no two have the same minute
 */
public record DutySchedule(Map<String, WeeklyHours> hours) {
    public static final DutySchedule NONE = new DutySchedule(Map.of());

    public DutySchedule {
        hours = Collections.unmodifiableMap(new LinkedHashMap<>(hours));
    }

    /**
     * The schedule that a text stands for; none where it is empty.
     *
     * @throws IllegalArgumentException with one line that names what is wrong and the mend
     */
    public static DutySchedule parse(String text) {
        Map<String, WeeklyHours> hours = new LinkedHashMap<>();
        for (String rule : text.isBlank() ? new String[0] : text.split("\\|", -1)) {
            String[] parts = rule.strip().split("\\s+", 2);
            if (parts.length < 2 || !Identifiers.isIdentifier(parts[0])) {
                throw wrong("'" + rule.strip() + "' lacks a member of staff or their hours");
            }
            WeeklyHours theirs = WeeklyHours.parse(parts[1]);
            hours.forEach((other, taken) -> requireApart(other, taken, parts[0], theirs));
            if (hours.put(parts[0], theirs) != null) {
                throw wrong(parts[0] + " stands twice; write all their hours together");
            }
        }
        return new DutySchedule(hours);
    }

    private static void requireApart(String other, WeeklyHours taken, String staff, WeeklyHours theirs) {
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean meet = taken.of(day).stream()
                    .anyMatch(span ->
                            theirs.of(day).stream().anyMatch(own -> own.from() < span.to() && span.from() < own.to()));
            if (meet && !other.equals(staff)) {
                throw wrong(other + " and " + staff + " are there at the same time");
            }
        }
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + "; write like s7 Mo-Fr 09:00-12:00 | s9 Mo-Fr 13:30-17:00");
    }

    /** As {@link #parse} reads it; empty for none. */
    @Override
    public String toString() {
        return hours.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(" | "));
    }
}
