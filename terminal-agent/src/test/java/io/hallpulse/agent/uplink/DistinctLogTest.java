package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.runtime.log.DistinctLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctLogTest {
    private final Logger logger = new LoggerContext().getLogger("test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MovableClock clock = new MovableClock();
    private final DistinctLog log = new DistinctLog(logger, clock::nanos);

    DistinctLogTest() {
        lines.start();
        logger.addAppender(lines);
    }

    @Test
    void fault_repeated_isSaidOnceAndItsCountAMinuteLater() {
        for (int i = 0; i < 500; i++) {
            log.fault("broker away");
        }
        log.reportCounts();
        assertThat(said()).containsExactly("broker away");

        clock.advance(Duration.ofMinutes(1));
        log.reportCounts();
        log.reportCounts();
        assertThat(said()).containsExactly("broker away", "499 times more: broker away");
    }

    @Test
    void over_afterAFault_isNoFault() {
        for (int i = 0; i < 3; i++) {
            log.fault("disk full");
            log.over("disk written again");
        }
        clock.advance(Duration.ofMinutes(1));
        log.reportCounts();

        assertThat(lines.list)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly(
                        "WARN disk full",
                        "INFO disk written again",
                        "WARN 2 times more: disk full",
                        "INFO 2 times more: disk written again");
    }

    @Test
    void faults_thatAlternateForADay_areAHandfulOfLines() {
        for (int second = 0; second < 86_400; second++) {
            log.fault("broker away");
            log.fault("broker refuses");
            clock.advance(Duration.ofSeconds(1));
        }

        // 1, 3, 7, 15, 31 and 63 minutes after the first, then each hour
        assertThat(said())
                .hasSize(2 * (1 + 6 + 22))
                .filteredOn(line -> line.endsWith("refuses"))
                .hasSize(29);
    }

    @Test
    void fault_afterAQuietHour_isNewAgain() {
        log.fault("broker away");
        clock.advance(Duration.ofMinutes(59));
        log.fault("broker away");
        assertThat(said()).hasSize(1);
        clock.advance(Duration.ofMinutes(61));
        log.fault("broker away");

        assertThat(said()).containsExactly("broker away", "1 times more: broker away", "broker away");
    }

    @Test
    void faults_allDistinct_areNoFloodEither() {
        for (int i = 0; i < 10_000; i++) {
            log.fault("fault " + i);
        }
        clock.advance(Duration.ofMinutes(2));
        log.reportCounts();

        assertThat(said()).hasSize(34).contains("fault 0", "fault 31", "9967 times more: fault 9999");
    }

    @Test
    void trace_isPrintedOnce() {
        log.fault("ours", new IllegalStateException());
        log.fault("ours", new IllegalStateException());

        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
