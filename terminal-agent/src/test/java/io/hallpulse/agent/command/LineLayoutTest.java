package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's own layout says what the library's says by this pattern. */
@ResourceLock(Resources.TIME_ZONE)
class LineLayoutTest {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg%n";
    /** 2026-11-26T01:02:03.004Z */
    private static final long AT_MILLIS = 1_795_654_923_004L;

    private final LoggerContext context = new LoggerContext();
    private final LineLayout layout = new LineLayout(false);

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "WARN", "ERROR", "DEBUG"})
    void doLayout_eachLevel_isTheLibrarysLine(String level) {
        LoggingEvent event = event(Level.toLevel(level), null);

        assertThat(layout.doLayout(event)).isEqualTo(byPattern(event)).contains(level + " ");
    }

    @ParameterizedTest
    @CsvSource({"INFO,<6>", "WARN,<4>", "ERROR,<3>", "DEBUG,<6>"})
    void doLayout_forTheJournal_hasNoTimeButAPriority(String level, String start) {
        LoggingEvent event = event(Level.toLevel(level), null);

        String timeless = byPattern(event).replaceFirst("^\\S+ +" + level + " +", "");
        assertThat(new LineLayout(true).doLayout(event)).isEqualTo(start + timeless);
    }

    @Test
    void doLayout_somethingThrown_isBelowTheLine() {
        LoggingEvent event = event(Level.ERROR, new IllegalStateException("outer", new RuntimeException("inner")));

        assertThat(layout.doLayout(event)).isEqualTo(byPattern(event)).contains("Caused by: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "UTC", "America/St_Johns"})
    void doLayout_eachZone_saysItsOffset(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            LoggingEvent event = event(Level.INFO, null);
            assertThat(layout.doLayout(event)).isEqualTo(byPattern(event));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private LoggingEvent event(Level level, @Nullable Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "caller", context.getLogger("io.hallpulse.agent.Agent"), level, "键 {} is stuck", thrown, new Object[] {
                    "5"
                });
        event.setTimeStamp(AT_MILLIS);
        return event;
    }

    private String byPattern(LoggingEvent event) {
        PatternLayout library = new PatternLayout();
        library.setContext(context);
        library.setPattern(PATTERN);
        library.start();
        return library.doLayout(event);
    }
}
