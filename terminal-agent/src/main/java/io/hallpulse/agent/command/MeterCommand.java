package io.hallpulse.agent.command;

import io.hallpulse.agent.config.SerialConfig;
import io.hallpulse.agent.trial.PlayedTrial;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.player.MeterPlayer;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.serial.JsscPort;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code meter}: plays a meter on a serial port, so that a terminal can be tried without a device. */
@Command(
        name = "meter",
        description = {
            "Plays a meter on a serial port, for trials without a device.",
            "Keys are typed on standard input, one a line, or given by --press. What the host shows is printed."
        },
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MeterCommand implements Callable<Integer> {
    private static final List<String> PRINTABLE =
            IntStream.rangeClosed('!', '~').mapToObj(Character::toString).toList();

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", required = true, description = "Path of the serial port.")
    private String port;

    @Option(names = "--protocol", required = true, description = ProtocolSettings.NAMES + ".")
    private String protocol;

    @Option(names = "--address", defaultValue = "1", description = "Address of the meter (default: 1).")
    private int address;

    @Option(names = "--baud", description = "Speed (default: 9600; boks: 115200).")
    private @Nullable Integer baud;

    @Option(names = "--format", defaultValue = "8N1", description = "Data bits, parity, stop bits (default: 8N1).")
    private String format;

    @Option(
            names = "--settings",
            description =
                    "What the protocol leaves open, as under its name in terminal.yaml: '{command: 0x0A01, offset: 3}'.")
    private @Nullable String settings;

    @Option(names = "--press", split = ",", description = "Press these keys, such as 0,1,2, and end.")
    private List<String> press = List.of();

    @Option(names = "--times", defaultValue = "1", description = "Press all of them so many times (default: 1).")
    private int times;

    @Option(
            names = "--every",
            defaultValue = "500ms",
            converter = DurationOption.class,
            description = "From one press to the next (default: 500ms).")
    private Duration every;

    @Option(
            names = "--resend",
            defaultValue = "200ms",
            converter = DurationOption.class,
            description =
                    "Send a key again so often until it is acknowledged, where the meter does so; 0s: send once (default: 200ms).")
    private Duration resend;

    @Option(
            names = "--wait",
            defaultValue = "30s",
            converter = DurationOption.class,
            description = "How long the host may take to ask for or acknowledge a key (default: 30s).")
    private Duration patience;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScratchFolder.makeWithoutData();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        InputSettings.Serial line = line();
        PlayedTrial trial = new PlayedTrial(resend, patience, out);
        try (MeterPlayer player = new MeterPlayer(
                line.settings(), address, JsscPort.open(port, line.baud(), line.format()), trial::seen)) {
            boolean heard = press.isEmpty() ? typed(trial, player, err) : scripted(trial, player, err);
            return heard ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException e) {
            throw new IOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    private InputSettings.Serial line() {
        try {
            if (times < 1) {
                throw new IllegalArgumentException("times: is " + times + "; give 1 or more");
            }
            ProtocolSettings played = settings == null
                    ? SerialConfig.protocol(protocol, null, PRINTABLE)
                    : SerialConfig.parse("settings", protocol, settings, PRINTABLE);
            int speed = baud != null ? baud : played.usualBaud();
            return new InputSettings.Serial("meter", port, speed, format, played, played.hasAddress() ? address : null);
        } catch (IllegalArgumentException | ConfigError e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private boolean scripted(PlayedTrial trial, MeterPlayer player, PrintWriter err)
            throws IOException, InterruptedException {
        boolean heard = true;
        for (int round = 0; round < times; round++) {
            for (String key : press) {
                heard &= one(trial, player, key, err);
            }
        }
        return heard;
    }

    private boolean typed(PlayedTrial trial, MeterPlayer player, PrintWriter err)
            throws IOException, InterruptedException {
        boolean heard = true;
        BufferedReader keys = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = keys.readLine(); line != null; line = keys.readLine()) {
            if (!line.isBlank()) {
                heard &= one(trial, player, line.strip(), err);
            }
        }
        return heard;
    }

    /** Presses a key; false, and one line, when nobody took note of it. */
    private boolean one(PlayedTrial trial, MeterPlayer player, String key, PrintWriter err)
            throws IOException, InterruptedException {
        try {
            if (trial.press(player, key, every)) {
                return true;
            }
            err.println("terminal-agent: key " + key + ": the host did not take it within " + patience.toMillis()
                    + "ms; check that it runs, and its port, address and baud");
        } catch (IllegalArgumentException e) {
            err.println("terminal-agent: " + e.getMessage());
        }
        return false;
    }
}
