package io.hallpulse.agent.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.hallpulse.runtime.log.Journal;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of the agent: a {@link LineLayout line} an event to standard error, which systemd keeps. Set here and not in a file,
 * since reading XML, and even looking for it, would cost a small terminal several megabytes for as long as it runs.
 */
public final class AgentLog implements SLF4JServiceProvider {
    private static final String FILE = "logback.configurationFile";

    /** Of this process: SLF4J makes the provider by itself, so that nobody else can hand it over. */
    private static final RecentEvents RECENT = new RecentEvents();

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();

    /** Before anything is logged. A file that is named on the command line wins. */
    static void begin() {
        // what the MQTT client logs through java.util.logging is in our own log, and clearer
        LogManager.getLogManager().reset();
        if (System.getProperty(FILE) == null) {
            System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, AgentLog.class.getName());
            System.setProperty("slf4j.internal.verbosity", "WARN"); // else it logs that it was set
        }
    }

    /** The newest lines, the oldest first; none where the log was set up by a file. */
    static List<String> newestLines() {
        return RECENT.lines();
    }

    @Override
    public void initialize() {
        context.setMDCAdapter(diagnostics);
        context.start();
        LineLayout layout = new LineLayout(Journal.readsStandardError(System.getenv()));
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setLayout(layout);
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(context);
        standardError.setTarget("System.err");
        standardError.setEncoder(encoder);
        standardError.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(standardError);
        RECENT.setContext(context);
        RECENT.start();
        root.addAppender(RECENT);
        // it logs its own set-up, and calls any board that it does not know an error; what fails we log ourselves
        context.getLogger("com.pi4j").setLevel(Level.OFF);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99"; // any 2.0
    }
}
