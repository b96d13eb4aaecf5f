package io.hallpulse.agent.command;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.GpioConfig;
import io.hallpulse.agent.trial.KeyTable;
import io.hallpulse.agent.trial.OpenedDevices;
import io.hallpulse.agent.trial.TypedLines;
import io.hallpulse.agent.trial.WatchedInput;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code test}: every key of the key map is pressed once, stored and published as a technician's press, and never counted. */
@Command(
        name = "test",
        description = {
            "Press every key once: each press is stored and published, but never counted.",
            "Fails with the names of the keys that did not come."
        },
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TestCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 100;
    private static final long PUBLISHED_WITHIN_SECONDS = 5;
    private static final long LAMP_MILLIS = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--seconds", defaultValue = "60", description = "How long to wait for all keys (default: 60).")
    private int seconds;

    private record Answered(KeyPress press, Answer answer) {}

    private final BlockingQueue<Answered> answered = new LinkedBlockingQueue<>();
    private volatile boolean typingEnded;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentConfig read = config.read();
        ScratchFolder.make(read.data().resolve("tmp"));
        KeyTable table = new KeyTable(read);
        SystemClock clock = new SystemClock();
        List<KeyInput> devices = Agent.devices(read).stream()
                .<KeyInput>map(device ->
                        new WatchedInput(device, (press, answer) -> answered.add(new Answered(press, answer))))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        try (Agent agent = Agent.start(read, devices, clock, Press.Kind.TEST)) {
            List<String> faults = OpenedDevices.faults(devices, clock::nanos);
            if (!faults.isEmpty()) {
                throw new IOException(String.join("; ", faults));
            }
            lightLamps(read, devices, out);
            out.println("请将每个键按一次 press every key once: " + table.missing().size() + " 个键 keys");
            long end = clock.nanos() + TimeUnit.SECONDS.toNanos(seconds);
            watchTerminal(read);
            boolean ended = false;
            while (!table.missing().isEmpty() && !ended && clock.nanos() < end) {
                ended = typingEnded || nothingCanCome(table, read, agent.status());
                for (Answered next = answered.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                        next != null;
                        next = answered.poll()) {
                    out.println(table.row(next.press(), next.answer()));
                }
            }
            publish(agent, clock, out);
        }
        if (!table.missing().isEmpty()) {
            table.missing().forEach(key -> out.println("✗ " + key));
            throw new IOException("these keys did not come: "
                    + table.missing().stream().map(KeyTable.Key::inShort).collect(Collectors.joining(", "))
                    + "; check their wiring and the key map");
        }
        out.println("所有键正常 all keys work");
        return ExitCode.OK;
    }

    /** Before any key is pressed, since a lamp after a key is a receipt. */
    private static void lightLamps(AgentConfig read, List<KeyInput> devices, PrintWriter out)
            throws InterruptedException {
        for (int i = 0; i < devices.size(); i++) {
            GpioConfig panel = read.inputs().get(i).gpio();
            if (panel == null) {
                continue;
            }
            for (String key : panel.lamps().keySet()) {
                out.println(
                        "指示灯 lamp of key " + key + ", input " + devices.get(i).id());
                out.flush();
                devices.get(i).show(new MeterSignal.Lamp(key));
                TimeUnit.MILLISECONDS.sleep(LAMP_MILLIS);
            }
        }
    }

    /** A technician at a terminal ends the test by Ctrl-D, unless that is read as keys. */
    private void watchTerminal(AgentConfig read) {
        boolean keyboard = read.inputs().stream().anyMatch(input -> input.keyboard() != null);
        if (!keyboard && System.console() != null) {
            TypedLines.read(System.in, line -> {}, () -> typingEnded = true);
        }
    }

    /** Whether every missing key is a typed one, and nothing is typed any more. */
    private static boolean nothingCanCome(KeyTable table, AgentConfig read, Status status) {
        Set<String> ended = Stream.ofNullable(status.inputs())
                .flatMap(List::stream)
                .filter(input -> input.fault() != null)
                .map(Status.InputStatus::id)
                .filter(id ->
                        read.inputs().stream().anyMatch(input -> input.id().equals(id) && input.keyboard() != null))
                .collect(Collectors.toSet());
        return table.missing().stream().allMatch(key -> ended.contains(key.input()));
    }

    /** Lets the presses leave for the gateway; what it does not take now is sent by the next agent. */
    private static void publish(Agent agent, SystemClock clock, PrintWriter out) throws InterruptedException {
        long end = clock.nanos() + TimeUnit.SECONDS.toNanos(PUBLISHED_WITHIN_SECONDS);
        Long waiting = agent.status().waiting();
        while (waiting != null && waiting > 0 && clock.nanos() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            waiting = agent.status().waiting();
        }
        if (waiting != null && waiting > 0) {
            out.println("等待网关 stored, and waiting for the gateway: " + waiting);
        }
    }
}
