package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;

class DistinctLogTest {
    private final Logger logger = new LoggerContext().getLogger("test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final DistinctLog log = new DistinctLog(logger);

    DistinctLogTest() {
        lines.start();
        logger.addAppender(lines);
    }

    @Test
    void fault_repeated_isSaidOnceAndCountedWhenItChangesOrEnds() {
        for (int i = 0; i < 500; i++) {
            log.fault("broker away");
        }
        log.fault("broker refuses");
        log.end();
        log.end();
        log.fault("broker away");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("broker away", "500 times: broker away", "broker refuses", "broker away");
    }
}
