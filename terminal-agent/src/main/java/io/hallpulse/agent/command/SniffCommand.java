package io.hallpulse.agent.command;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.trial.FindingText;
import io.hallpulse.hardware.sniff.Finding;
import io.hallpulse.hardware.sniff.Sniffer;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sniff}: what is at the other end of a cable. Its output is YAML, ready to paste, with everything else as comments. */
@Command(
        name = "sniff",
        description = {
            "Listens at a serial port while keys are pressed, and names the likely protocol and keys.",
            "What it prints can be pasted under an input of terminal.yaml."
        },
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SniffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--port", required = true, description = "Path of the serial port.")
    private String port;

    @Option(names = "--baud", description = "The one speed to try (default: the usual ones, 9600 first).")
    private @Nullable Integer baud;

    @Option(
            names = "--wait",
            defaultValue = "30s",
            converter = DurationOption.class,
            description = "How long to listen for presses (default: 30s).")
    private Duration patience;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScratchFolder.makeWithoutData();
        PrintWriter out = spec.commandLine().getOut();
        List<Integer> speeds = baud == null ? Sniffer.SPEEDS : List.of(baud);
        Sniffer sniffer = new Sniffer(port, speeds, new SystemClock()::nanos, line -> print(out, "# " + line));
        print(out, "# 请反复按每一个键 press every key, again and again (" + port + ")");
        try {
            Optional<Finding> finding = sniffer.sniff(patience);
            if (finding.isPresent()) {
                FindingText.lines(port, finding.get()).forEach(line -> print(out, line));
                return ExitCode.OK;
            }
        } catch (IOException e) {
            throw new IOException("port " + port + ": " + e.getMessage(), e);
        }
        throw new IOException("port " + port + ": no protocol within " + patience.toSeconds()
                + "s; press the keys while it listens, check cable and power, or give --baud");
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
