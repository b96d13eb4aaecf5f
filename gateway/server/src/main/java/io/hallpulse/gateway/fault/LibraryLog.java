package io.hallpulse.gateway.fault;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.hallpulse.runtime.log.DistinctLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A filter of what the libraries log: each kind of line once and then its count, since a client that nobody has let in makes them log as often as it
 * likes: an idle connection, a bad host name, a handshake that fails. The kind is the logger with the line's pattern. Any thread.
 */
public final class LibraryLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String LOGGER = "libraries";
    private static final long COUNTS_AFTER_SECONDS = 60;

    private final DistinctLog log = new DistinctLog(LoggerFactory.getLogger(LOGGER), System::nanoTime);

    @Override
    public void start() {
        getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(
                        log::reportCounts, COUNTS_AFTER_SECONDS, COUNTS_AFTER_SECONDS, TimeUnit.SECONDS);
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String name = event.getLoggerName();
        log.fault(
                name + event.getMessage(),
                name.substring(name.lastIndexOf('.') + 1) + ": " + event.getFormattedMessage(),
                thrown(event.getThrowableProxy()));
    }

    private static @Nullable Throwable thrown(@Nullable IThrowableProxy proxy) {
        return proxy instanceof ThrowableProxy local ? local.getThrowable() : null;
    }
}
