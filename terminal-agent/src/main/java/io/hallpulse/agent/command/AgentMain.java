package io.hallpulse.agent.command;

import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.FilePath;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.log.StandardError;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The program {@code terminal-agent}. Exit codes: 0 fine, 1 the work failed, 2 bad usage or bad configuration. */
public final class AgentMain {
    private AgentMain() {}

    /** Never returns normally while the agent runs; the process ends with the command's exit code. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // numbers and dates look alike on every machine, whatever its language
        StandardError.begin();
        AgentLog.begin();
        boolean service = args.length == 3 && args[0].equals("run") && args[1].equals("--config");
        int code = service ? run(args[2]) : AgentCommands.commandLine().execute(args);
        StandardError.drain();
        Runtime.getRuntime().exit(code);
    }

    /**
     * {@code run} just as a service starts it, without the library that reads command lines: its classes would stay in a small
     * terminal's memory for as long as the agent runs, and take a quarter of its start.
     */
    private static int run(String config) {
        try {
            return RunCommand.run(path(config));
        } catch (Exception e) {
            return failed(e, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        }
    }

    private static Path path(String config) {
        try {
            return FilePath.parse(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigError("--config: " + e.getMessage());
        }
    }

    /** Says in one line what went wrong; the exit code for it. */
    static int failed(Exception e, PrintWriter err) {
        if (e instanceof ConfigError) {
            print(err, e.getMessage());
            return ExitCode.BAD_USAGE;
        }
        String file = FileFault.lineOf(e);
        if (file != null) {
            print(err, file);
            return ExitCode.FAILED;
        }
        boolean expected = e instanceof IOException || e instanceof SQLException || e instanceof OperationFailed;
        if (!expected) {
            LoggerFactory.getLogger(AgentMain.class).error("a fault in the agent itself; report it", e);
        }
        print(err, expected ? e.getMessage() : e.toString());
        return ExitCode.FAILED;
    }

    static void print(PrintWriter err, @Nullable String line) {
        err.println("terminal-agent: " + String.valueOf(line).replaceAll("\\s*\\n\\s*", " "));
    }
}
