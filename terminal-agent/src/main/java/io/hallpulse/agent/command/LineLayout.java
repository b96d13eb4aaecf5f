package io.hallpulse.agent.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
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

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        Instant at = Instant.ofEpochMilli(event.getTimeStamp());
        TIME.formatTo(at.atOffset(offset(at)), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level);
        if (level.length() < 5) {
            line.append(' ');
        }
        String logger = event.getLoggerName();
        line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
        line.append(' ').append(event.getFormattedMessage()).append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    /** Of this machine's zone; java.time's own table of zones would be a second one beside that of java.util. */
    private static ZoneOffset offset(Instant at) {
        return ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(at.toEpochMilli()) / 1000);
    }
}
