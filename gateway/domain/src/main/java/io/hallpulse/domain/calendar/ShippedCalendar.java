package io.hallpulse.domain.calendar;

import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.TableImport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The days off and the days worked of mainland China that come with the program, each with its source. */
public final class ShippedCalendar {
    /** The resource beside this class that has them, as the calendar's CSV file in UTF-8. */
    public static final String FILE = "cn.csv";

    private ShippedCalendar() {}

    /**
     * A directory with the shipped days that it never had. What somebody changed or took out stays so.
     *
     * @param file what {@link #FILE} has
     * @param ever first days of all that the directory has or had
     */
    public static Halls added(Halls halls, String file, Set<String> ever) {
        Map<String, DaySpan> days = new LinkedHashMap<>(halls.entries().calendar());
        Halls shipped = TableImport.of(
                        DirectoryTable.CALENDAR, halls.with(halls.entries().withCalendar(Map.of())), file)
                .after();
        shipped.entries().calendar().forEach((from, span) -> {
            if (!ever.contains(from)) {
                days.putIfAbsent(from, span);
            }
        });
        return halls.with(halls.entries().withCalendar(days));
    }
}
