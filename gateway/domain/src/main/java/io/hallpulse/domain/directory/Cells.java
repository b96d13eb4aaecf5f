package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.directory.CellFault.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cells of one row as the values that they stand for; each throws {@link CellFault} where it is none. */
final class Cells {
    private static final int LONGEST = 120;
    private static final int LONGEST_OF_MANY = 1000;

    private final Row row;

    Cells(Row row) {
        this.row = row;
    }

    String identifier(String column) {
        String value = row.get(column);
        if (value.isEmpty()) {
            throw new CellFault(column, value, Rule.WANTED, "");
        }
        if (!Identifiers.isIdentifier(value)) {
            String near = value.replaceAll("[^A-Za-z0-9_-]", "");
            throw new CellFault(column, value, Rule.IDENTIFIER, Identifiers.isIdentifier(near) ? near : "");
        }
        return value;
    }

    /** One of a hall: in lower case, since it is a part of topics and of client ids. */
    String lowerCaseIdentifier(String column) {
        String value = identifier(column);
        if (!Identifiers.isLowerCaseIdentifier(value)) {
            throw new CellFault(column, value, Rule.LOWER_CASE, value.toLowerCase(Locale.ROOT));
        }
        return value;
    }

    /** A text, empty or not. */
    String text(String column) {
        return text(column, LONGEST);
    }

    private String text(String column, int longest) {
        String value = row.get(column);
        if (value.length() > longest) {
            throw new CellFault(column, value, Rule.LONG, Integer.toString(longest));
        }
        return value;
    }

    /** Several sentences, or none, in both languages, from the two columns that begin with the same word. */
    Text sentences(String columns) {
        return new Text(text(columns + "Zh", LONGEST_OF_MANY), text(columns + "En", LONGEST_OF_MANY));
    }

    WeeklyHours hours(String column) {
        return parsed(column, Rule.HOURS, WeeklyHours::parse);
    }

    DutySchedule schedule(String column) {
        text(column, LONGEST_OF_MANY);
        return parsed(column, Rule.SCHEDULE, DutySchedule::parse);
    }

    private <T> T parsed(String column, Rule rule, Function<String, T> parse) {
        String value = row.get(column);
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            CellFault fault = new CellFault(column, value, rule, String.valueOf(e.getMessage()));
            fault.initCause(e);
            throw fault;
        }
    }

    /** One of a few words. */
    String oneOf(String column, Collection<String> words) {
        String value = row.get(column);
        if (!words.contains(value)) {
            throw new CellFault(column, value, value.isEmpty() ? Rule.WANTED : Rule.CHOICE, String.join(", ", words));
        }
        return value;
    }

    /** The subject that the cells kind, hall and id name, where the directory has it. */
    SubjectId subject(Halls halls) {
        String kind = oneOf("kind", SubjectId.KINDS);
        if (kind.equals(SubjectId.WINDOW)) {
            Hall hall = hall(halls);
            return SubjectId.window(hall.id(), known("id", hall.windows().keySet()));
        }
        if (!row.get("hall").isEmpty()) {
            throw new CellFault("hall", row.get("hall"), Rule.PAIR, "kind");
        }
        return SubjectId.of(kind, known("id", new Subjects(halls).ids(kind)));
    }

    /** Days from the column from to the column to, either of which may be empty. */
    Days days() {
        Days days = new Days(dateOrNull("from"), dateOrNull("to"));
        if (days.from() != null && days.to() != null && days.to().isBefore(days.from())) {
            throw new CellFault("to", row.get("to"), Rule.PAIR, "from");
        }
        return days;
    }

    private @Nullable LocalDate dateOrNull(String column) {
        return row.get(column).isEmpty() ? null : date(column);
    }

    Name name() {
        return new Name(wanted("zh"), wanted("en"));
    }

    /** A text that is not empty. */
    String wanted(String column) {
        String value = text(column);
        if (value.isEmpty()) {
            throw new CellFault(column, value, Rule.WANTED, "");
        }
        return value;
    }

    /** The identifier of something that the directory has. */
    String known(String column, Collection<String> known) {
        String value = row.get(column);
        if (value.isEmpty()) {
            throw new CellFault(column, value, Rule.WANTED, "");
        }
        if (!known.contains(value)) {
            throw CellFault.unknown(column, value, known);
        }
        return value;
    }

    /** The same, or nothing. */
    String knownOrEmpty(String column, Collection<String> known) {
        return row.get(column).isEmpty() ? "" : known(column, known);
    }

    /** The hall that it names; a gateway's only one need not be named. */
    Hall hall(Halls halls) {
        Hall only = halls.ids().size() == 1 && row.get("hall").isEmpty()
                ? halls.hall(halls.ids().get(0))
                : null;
        if (only != null) {
            return only;
        }
        String id = known("hall", halls.ids());
        Hall hall = halls.hall(id);
        if (hall == null) {
            throw new IllegalStateException("hall " + id + " is among the ids");
        }
        return hall;
    }

    long number(String column, long least, long most) {
        String value = row.get(column);
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notOf(column, value, least, most, e);
        }
        throw notOf(column, value, least, most, null);
    }

    double decimal(String column, int least, int most) {
        String value = row.get(column);
        if (!value.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")
                || Double.parseDouble(value) < least
                || Double.parseDouble(value) > most) {
            throw notOf(column, value, least, most, null);
        }
        return Double.parseDouble(value);
    }

    private static CellFault notOf(String column, String value, long least, long most, @Nullable Throwable cause) {
        CellFault fault = new CellFault(column, value, Rule.NUMBER, least + " to " + most);
        if (cause != null) {
            fault.initCause(cause);
        }
        return fault;
    }

    @Nullable
    Integer numberOrNull(String column, int least, int most) {
        return row.get(column).isEmpty() ? null : (int) number(column, least, most);
    }

    String zone(String column) {
        String value = row.get(column);
        try {
            return ZoneId.of(value).getId();
        } catch (DateTimeException e) {
            CellFault fault = new CellFault(column, value, Rule.ZONE, "");
            fault.initCause(e);
            throw fault;
        }
    }

    @Nullable
    Instant instantOrNull(String column) {
        String value = row.get(column);
        try {
            return value.isEmpty() ? null : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            CellFault fault = new CellFault(column, value, Rule.TIME, "");
            fault.initCause(e);
            throw fault;
        }
    }

    LocalDate date(String column) {
        String value = row.get(column);
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            CellFault fault = new CellFault(column, value, Rule.DATE, "");
            fault.initCause(e);
            throw fault;
        }
    }
}
