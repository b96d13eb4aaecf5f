package io.hallpulse.domain.directory;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hours of a week in which a hall is open, written like {@code Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00}. A day that is not named is
 * closed. No days at all: nobody said when the hall is open.
 *
 * @param days the spans of each day that has any, in their order
 */
public record WeeklyHours(Map<DayOfWeek, List<Span>> days) {
    public static final WeeklyHours UNSAID = new WeeklyHours(Map.of());

    private static final int DAY_MINUTES = 24 * 60;
    private static final List<String> NAMES = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    private static final Pattern DAYS = Pattern.compile("([A-Z][a-z])(?:-([A-Z][a-z]))?");
    private static final Pattern SPAN = Pattern.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

    /**
     * A span of one day.
     *
     * @param from minutes since midnight
     * @param to the first minute after it, 1440 for the end of the day
     */
    public record Span(int from, int to) {
        public Span {
            if (from < 0 || to > DAY_MINUTES || from >= to) {
                throw new IllegalArgumentException("a span of a day begins before it ends");
            }
        }

        @Override
        public String toString() {
            return clock(from) + '-' + clock(to);
        }

        private static String clock(int minutes) {
            return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
        }
    }

    public WeeklyHours {
        Map<DayOfWeek, List<Span>> copy = new EnumMap<>(DayOfWeek.class);
        days.forEach((day, spans) -> copy.put(day, List.copyOf(spans)));
        days = Collections.unmodifiableMap(copy);
    }

    public List<Span> of(DayOfWeek day) {
        return days.getOrDefault(day, List.of());
    }

    /**
     * The hours that a text stands for; none where it is empty.
     *
     * @throws IllegalArgumentException with one line that names what is wrong and the mend
     */
    public static WeeklyHours parse(String text) {
        Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
        for (String rule : text.isBlank() ? new String[0] : text.split(";", -1)) {
            String[] parts = rule.strip().split("\\s+", 2);
            if (parts.length < 2) {
                throw wrong("'" + rule.strip() + "' lacks days or hours");
            }
            List<Span> spans = spans(parts[1]);
            for (DayOfWeek day : days(parts[0])) {
                if (days.put(day, spans) != null) {
                    throw wrong(NAMES.get(day.ordinal())
                            + " stands twice; write its spans one after the other, with a comma");
                }
            }
        }
        return new WeeklyHours(days);
    }

    private static List<DayOfWeek> days(String text) {
        List<DayOfWeek> days = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher found = DAYS.matcher(part);
            if (!found.matches()) {
                throw wrong("'" + part + "' is no day");
            }
            int first = day(found.group(1));
            int last = found.group(2) == null ? first : day(found.group(2));
            if (last < first) {
                throw wrong("'" + part + "' runs backwards; a week begins with Mo");
            }
            for (int day = first; day <= last; day++) {
                days.add(DayOfWeek.of(day + 1));
            }
        }
        return days;
    }

    private static int day(String name) {
        int day = NAMES.indexOf(name);
        if (day < 0) {
            throw wrong("'" + name + "' is no day");
        }
        return day;
    }

    private static List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher found = SPAN.matcher(part.strip());
            if (!found.matches()) {
                throw wrong("'" + part.strip() + "' is no span of hours");
            }
            int from = minutes(found.group(1), found.group(2));
            int to = minutes(found.group(3), found.group(4));
            if (from >= to) {
                throw wrong(
                        "'" + part.strip()
                                + "' ends before it begins; one that passes midnight is written as two, to 24:00 and from 00:00");
            }
            if (!spans.isEmpty() && spans.get(spans.size() - 1).to() > from) {
                throw wrong("'" + part.strip() + "' begins before the span before it ends");
            }
            spans.add(new Span(from, to));
        }
        return spans;
    }

    private static int minutes(String hours, String minutes) {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        if (minute > 59 || hour * 60 + minute > DAY_MINUTES) {
            throw wrong("'" + hours + ':' + minutes + "' is no time of a day");
        }
        return hour * 60 + minute;
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + "; write like Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00");
    }

    /** As {@link #parse} reads it, days of like hours together; empty for none. */
    @Override
    public String toString() {
        List<String> rules = new ArrayList<>();
        for (int first = 1; first <= 7; ) {
            List<Span> spans = of(DayOfWeek.of(first));
            int last = first;
            while (last < 7 && of(DayOfWeek.of(last + 1)).equals(spans)) {
                last++;
            }
            if (!spans.isEmpty()) {
                rules.add(NAMES.get(first - 1)
                        + (last > first ? "-" + NAMES.get(last - 1) : "")
                        + " "
                        + spans.stream().map(Span::toString).collect(Collectors.joining(",")));
            }
            first = last + 1;
        }
        return String.join("; ", rules);
    }
}
