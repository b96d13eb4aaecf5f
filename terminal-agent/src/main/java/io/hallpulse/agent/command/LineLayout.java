package io.hallpulse.agent.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.hallpulse.runtime.log.Journal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TimeZone;

/**
 * An event as a line: time, level, class, message, and below it what was thrown. The library's own layout has a class for each of the
 * 68 words that a pattern may hold, which a small terminal would keep for four.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

    private final boolean journal;

    /** @param journal whether the systemd journal reads the line, which writes time and level itself */
    LineLayout(boolean journal) {
        this.journal = journal;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        if (journal) {
            line.append(Journal.priority(event.getLevel().toInt() / 10_000));
        } else {
            begin(event.getTimeStamp(), event.getLevel().toString(), line);
        }
        return line.append(text(event)).toString();
    }

    /** Without time and level. */
    static String text(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
        line.append(' ').append(event.getFormattedMessage()).append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    /** Time and level. */
    static void begin(long millis, String level, StringBuilder line) {
        Instant at = Instant.ofEpochMilli(millis);
        TIME.formatTo(at.atOffset(offset(at)), line);
        line.append(' ').append(level);
        if (level.length() < 5) {
            line.append(' ');
        }
        line.append(' ');
    }

    /** Of this machine's zone; java.time's own table of zones would be a second one beside that of java.util. */
    private static ZoneOffset offset(Instant at) {
        return ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(at.toEpochMilli()) / 1000);
    }
}
