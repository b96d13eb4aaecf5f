package io.hallpulse.agent.command;

import io.hallpulse.agent.status.Terminal;
import io.hallpulse.contract.config.ConfigError;
import io.hallpulse.hardware.HardwareUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code terminal-agent}. Exit codes: 0 fine, 1 the work failed, 2 bad usage or bad configuration. */
@Command(
        name = "terminal-agent",
        description = "Carries presses of rating keys to the hall's gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentMain.Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DevicesCommand.class,
            SniffCommand.class,
            LearnCommand.class,
            TestCommand.class,
            OutboxCommand.class,
            StatusCommand.class,
            MeterCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AgentMain implements Callable<Integer> {
    static final int FAILED = 1;
    static final int BAD_CONFIGURATION = 2;

    private static final String LOGBACK = "logback.configurationFile";

    @Spec
    private CommandSpec spec;

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"terminal-agent " + Terminal.version()};
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing; see --help");
    }

    /** Never returns normally while the agent runs; the process ends with the command's exit code. */
    public static void main(String[] args) {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "logback-agent.xml");
        }
        LogManager.getLogManager()
                .reset(); // the MQTT client logs through java.util.logging what our own log says better
        Runtime.getRuntime().exit(commandLine().execute(args));
    }

    /** The commands; what they print is UTF-8 whatever the locale, since levels have Chinese names. */
    static CommandLine commandLine() {
        return new CommandLine(new AgentMain())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, given) -> {
                    say(e.getCommandLine().getErr(), e.getMessage());
                    return BAD_CONFIGURATION;
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    if (e instanceof ConfigError) {
                        say(commandLine.getErr(), e.getMessage());
                        return BAD_CONFIGURATION;
                    }
                    boolean expected = e instanceof IOException
                            || e instanceof SQLException
                            || e instanceof HardwareUnavailableException;
                    if (!expected) {
                        LoggerFactory.getLogger(AgentMain.class).error("a fault in the agent itself; report it", e);
                    }
                    say(commandLine.getErr(), expected ? e.getMessage() : e.toString());
                    return FAILED;
                });
    }

    private static void say(PrintWriter err, @Nullable String line) {
        err.println("terminal-agent: " + String.valueOf(line).replaceAll("\\s*\\n\\s*", " "));
    }
}
