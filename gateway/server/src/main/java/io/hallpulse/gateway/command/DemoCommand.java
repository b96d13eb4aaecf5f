package io.hallpulse.gateway.command;

import io.hallpulse.gateway.demo.Demo;
import io.hallpulse.gateway.demo.DemoResult;
import io.hallpulse.runtime.disk.ScratchFolder;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "A hall in one process: broker, database, terminals with simulated keys, and the screen.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_WINDOWS = 60;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the screen, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"--windows", "--terminals"},
            defaultValue = "30",
            description =
                    "How many windows with a terminal each, 1 to " + MOST_WINDOWS + " (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Option(names = "--empty", description = "Begins with no month of presses, and with nothing broken.")
    private boolean empty;

    @Option(names = "--seconds", description = "Stops by itself after so long (default: runs until Ctrl-C).")
    private @Nullable Long seconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        require(port >= 0 && port <= 65535, "--port is 0 to 65535");
        require(windows >= 1 && windows <= MOST_WINDOWS, "--windows and --terminals are 1 to " + MOST_WINDOWS);
        require(seconds == null || (seconds >= 1 && seconds <= 1_000_000), "--seconds is 1 to 1000000");
        return new StopSignal(RunCommand.LONGEST_STOP).during(stop -> play(stop) ? ExitCode.FINE : ExitCode.FAILED);
    }

    /** Whether no press was lost. */
    private boolean play(StopSignal stop) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        DemoResult result;
        Path scratch = ScratchFolder.makeWithoutData();
        try (Demo demo = Demo.start(scratch.resolve("demo"), port, windows, empty)) {
            out.printf(Locale.ROOT, "The hall screen is at %s (Ctrl-C ends the demo)%n", demo.address());
            out.printf(Locale.ROOT, "The console is at %s%n", demo.console());
            if (!empty) {
                out.printf(Locale.ROOT, "Assessments, with the same password: %s%n", demo.people());
            }
            out.printf(Locale.ROOT, "%,d presses of the last %d days were made for it%n", demo.history(), Demo.DAYS);
            out.flush();
            if (seconds == null) {
                stop.await();
            } else {
                stop.await(Duration.ofSeconds(seconds));
            }
            result = demo.finish();
        }
        out.println(result);
        out.flush();
        return result.balances();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
