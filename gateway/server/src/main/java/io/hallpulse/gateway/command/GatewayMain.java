package io.hallpulse.gateway.command;

import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.log.Journal;
import io.hallpulse.runtime.log.StandardError;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.runtime.program.PathConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The gateway's command line. Exit codes: 0 fine, 1 the work failed, 2 bad usage or bad configuration. */
@Command(
        name = "gateway",
        description = "Collects the ratings of government service halls and shows them.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DemoCommand.class,
            AccountCommand.class,
            AssessCommand.class,
            ExportCommand.class,
            OperatorCommand.class,
            PeopleCommand.class,
            DirectoryCommand.class,
            TerminalsCommand.class,
            MoveDatabaseCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AuditCommand.class,
            CaCommand.class,
            MosquittoConfigCommand.class
        })
public final class GatewayMain {
    private GatewayMain() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // numbers and dates look alike on every machine, whatever language it speaks
        UnsafeNotice.markGiven();
        StandardError.begin();
        // two programs on one class path: each names its own Logback file, before anybody asks for a logger
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "logback-gateway.xml");
            System.setProperty("hallpulse.log", Journal.readsStandardError(System.getenv()) ? "journal" : "stderr");
        }
        Thread.setDefaultUncaughtExceptionHandler(GatewayMain::uncaught);
        LogManager.getLogManager().reset(); // Paho's own logging repeats what we report
        int code = commandLine().execute(arguments);
        StandardError.drain();
        System.exit(code);
    }

    /** A process that lacks memory is in no state that anybody knows; its start script's option ends it even where a library catches. */
    private static void uncaught(Thread thread, Throwable thrown) {
        System.err.println("Exception in thread " + thread.getName() + ": " + thrown);
        if (thrown instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(ExitCode.OUT_OF_MEMORY);
        }
        thrown.printStackTrace();
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayMain())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .registerConverter(Path.class, new PathConverter())
                .setParameterExceptionHandler(GatewayMain::refuse)
                .setExecutionExceptionHandler(GatewayMain::fail);
    }

    private static int refuse(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        command.getErr()
                .println(oneLine(fault) + "; see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.BAD_USAGE;
    }

    private static int fail(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        if (fault instanceof ConfigError) {
            command.getErr().println(oneLine(fault));
            return ExitCode.BAD_USAGE;
        }
        String file = FileFault.lineOf(fault);
        if (file != null) {
            command.getErr().println(file);
            return ExitCode.FAILED;
        }
        if (!(fault instanceof IOException
                || fault instanceof UncheckedIOException
                || fault instanceof OperationFailed)) {
            LoggerFactory.getLogger(GatewayMain.class).error("{}", command.getCommandName(), fault);
        }
        command.getErr().println(oneLine(fault));
        return ExitCode.FAILED;
    }

    private static String oneLine(Exception fault) {
        String message = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = GatewayMain.class.getPackage().getImplementationVersion();
            return new String[] {"gateway " + (version == null ? "development" : version)};
        }
    }
}
