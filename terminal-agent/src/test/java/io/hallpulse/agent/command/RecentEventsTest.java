package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final LoggerContext context = new LoggerContext();
    private final RecentEvents recent = new RecentEvents();

    @BeforeEach
    void start() {
        recent.setContext(context);
        recent.start();
    }

    @Test
    void lines_areOfTheNewestTwoHundredEvents() {
        for (int i = 1; i <= 250; i++) {
            recent.doAppend(new LoggingEvent("x", context.getLogger("a.b.Part"), Level.WARN, "line " + i, null, null));
        }

        assertThat(recent.lines()).hasSize(200);
        assertThat(recent.lines().get(0)).endsWith(" WARN  Part line 51");
        assertThat(recent.lines().get(199)).matches("\\d{4}-\\d\\d-\\d\\dT.* WARN  Part line 250");
    }

    @Test
    void lines_whatWasThrown_takesFurtherLines() {
        recent.doAppend(new LoggingEvent(
                "x", context.getLogger("Part"), Level.ERROR, "it failed", new IllegalStateException("why"), null));

        assertThat(recent.lines()).hasSizeGreaterThan(2);
        assertThat(recent.lines().get(1)).contains("IllegalStateException: why");
    }
}
