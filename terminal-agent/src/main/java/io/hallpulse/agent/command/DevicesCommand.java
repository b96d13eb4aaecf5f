package io.hallpulse.agent.command;

import io.hallpulse.hardware.devices.Devices;
import io.hallpulse.hardware.devices.GpioChip;
import io.hallpulse.hardware.devices.SerialPortName;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devices}: what this machine has to press keys on. */
@Command(
        name = "devices",
        description = "GPIO chips and lines, serial ports with their stable names.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DevicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ScratchFolder.makeWithoutData();
        PrintWriter out = spec.commandLine().getOut();
        Devices devices = new Devices(Path.of("/"));
        print(out, "GPIO chips", devices.gpioChips().stream().map(DevicesCommand::chip));
        print(out, "serial ports", devices.serialPorts().stream().map(DevicesCommand::port));
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, String title, Stream<String> found) {
        List<String> blocks = found.toList();
        out.println(title + (blocks.isEmpty() ? ": none" : ":"));
        blocks.forEach(out::println);
    }

    private static String chip(GpioChip chip) {
        String lines = IntStream.range(0, chip.lines().size())
                .filter(line -> !chip.lines().get(line).isEmpty())
                .mapToObj(line -> line + "=" + chip.lines().get(line))
                .collect(Collectors.joining(" "));
        return "  " + chip.name() + (chip.label().isEmpty() ? "" : "  " + chip.label())
                + (chip.lines().isEmpty() ? "" : "  " + chip.lines().size() + " lines")
                + (lines.isEmpty() ? "" : "\n    lines: " + lines)
                + (chip.users().isEmpty() ? "" : "\n    used: " + String.join(", ", chip.users()))
                + (chip.remark() == null ? "" : "\n    " + chip.remark());
    }

    /** The name that a configuration should use stands first. */
    private static String port(SerialPortName port) {
        String best = port.stableNames().isEmpty()
                ? port.device()
                : port.stableNames().get(0);
        String others = port.stableNames().isEmpty() ? "" : "  now " + port.device();
        return "  " + best + others + (port.driver().isEmpty() ? "" : "  (" + port.driver() + ")")
                + (port.twin()
                        ? "\n    another adapter has the same by-id name: use the by-path name, and keep it in its socket"
                        : "");
    }
}
