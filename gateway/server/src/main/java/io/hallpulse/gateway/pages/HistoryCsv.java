package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.score.Interval;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.gateway.account.CsvText;
import io.hallpulse.gateway.history.Overview;
import io.hallpulse.gateway.history.Sum;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** The figures of the page of history as tables for other programs, with the same heads in every language. */
final class HistoryCsv {
    private static final String FIGURES = ",total,n5,n4,n3,n2,n1,late,satisfaction,low,high,bad,mean,index\r\n";

    private HistoryCsv() {}

    /** A line an hour or a day of the range; their beginnings with the hall's offset. */
    static String slots(Overview overview, ZoneId zone) {
        StringBuilder lines = new StringBuilder("start").append(FIGURES);
        overview.slots().forEach((start, sum) -> {
            lines.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.atZone(zone)));
            figures(lines, sum);
        });
        return lines.toString();
    }

    /** A line a window. */
    static String windows(Hall hall, Overview overview) {
        StringBuilder lines = new StringBuilder("window,zh,en").append(FIGURES);
        for (Window window : hall.windows().values()) {
            lines.append(window.id())
                    .append(',')
                    .append(CsvText.of(window.name().zh()))
                    .append(',')
                    .append(CsvText.of(window.name().en()));
            figures(lines, Objects.requireNonNull(overview.windows().get(window.id())));
        }
        return lines.toString();
    }

    private static void figures(StringBuilder lines, Sum sum) {
        lines.append(',').append(sum.total());
        sum.byLevel().values().forEach(count -> lines.append(',').append(count));
        lines.append(',').append(sum.late());
        ScoreFormula.Result result = sum.result();
        Interval interval = sum.interval();
        if (result == null || interval == null) {
            lines.append(",,,,,,");
        } else {
            lines.append(String.format(
                    Locale.ROOT,
                    ",%.3f,%.4f,%.4f,%.3f,%.2f,%.1f",
                    result.satisfaction(),
                    interval.low(),
                    interval.high(),
                    result.bad(),
                    result.mean(),
                    result.index()));
        }
        lines.append("\r\n");
    }
}
