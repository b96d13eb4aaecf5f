package io.hallpulse.gateway.store;

import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Name;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The days of a calendar as one text, such as {@code 2026-01-01 2026-01-03 off}, a line a span: what opening hours need of it. */
final class OpeningDays {
    private static final Name UNNAMED = new Name("-", "-");

    private OpeningDays() {}

    static String text(Collection<DaySpan> days) {
        return days.stream()
                .map(span -> span.from() + " " + span.to() + ' ' + span.kind())
                .collect(Collectors.joining("\n"));
    }

    static WorkingCalendar calendar(String text) {
        List<DaySpan> days = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            days.add(new DaySpan(LocalDate.parse(words[0]), LocalDate.parse(words[1]), words[2], UNNAMED, ""));
        }
        return new WorkingCalendar(days);
    }
}
