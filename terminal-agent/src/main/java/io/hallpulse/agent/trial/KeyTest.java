package io.hallpulse.agent.trial;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.GpioConfig;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A technician's test of a terminal: every lamp is lit, and every key of the key maps is pressed once. For one thread. */
public final class KeyTest {
    private static final long POLL_MILLIS = 100;
    private static final long LAMP_MILLIS = 1000;
    private static final Duration PUBLISHED_WITHIN = Duration.ofSeconds(5);

    private record Answered(KeyPress press, Answer answer) {}

    private final AgentConfig config;
    private final List<KeyInput> devices;
    private final LongSupplier nanos;
    private final PrintWriter out;
    private final KeyTable table;
    private final BlockingQueue<Answered> answered = new LinkedBlockingQueue<>();
    private volatile boolean typingEnded;

    /**
     * @param devices of the configured inputs, in their order
     * @param nanos on the scale of {@link System#nanoTime()}
     */
    public KeyTest(AgentConfig config, List<KeyInput> devices, LongSupplier nanos, PrintWriter out) {
        this.config = config;
        this.devices = devices.stream()
                .<KeyInput>map(device ->
                        new WatchedInput(device, (press, answer) -> answered.add(new Answered(press, answer))))
                .toList();
        this.nanos = nanos;
        this.out = out;
        this.table = new KeyTable(config);
    }

    /** The devices, of whose answers the test takes note: those that the agent is to open. */
    public List<KeyInput> devices() {
        return devices;
    }

    /**
     * Tests a running terminal.
     *
     * @param status of that terminal
     * @param patience for all keys together
     * @return the keys that did not come
     * @throws IOException with one line, where a device cannot be opened
     */
    public List<KeyTable.Key> run(Supplier<Status> status, Duration patience) throws IOException, InterruptedException {
        List<String> faults = OpenedDevices.faults(devices, nanos);
        if (!faults.isEmpty()) {
            throw new IOException(String.join("; ", faults));
        }
        lightLamps();
        out.println("请将每个键按一次 press every key once: " + table.missing().size() + " 个键 keys");
        long end = nanos.getAsLong() + patience.toNanos();
        watchTerminal();
        boolean ended = false;
        while (!table.missing().isEmpty() && !ended && nanos.getAsLong() < end) {
            ended = typingEnded || nothingCanCome(status.get());
            for (Answered next = answered.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    next != null;
                    next = answered.poll()) {
                out.println(table.row(next.press(), next.answer()));
            }
        }
        awaitPublished(status);
        return table.missing();
    }

    /** Before any key is pressed, since a lamp after a key is a receipt. */
    private void lightLamps() throws InterruptedException {
        for (int i = 0; i < devices.size(); i++) {
            GpioConfig panel = config.inputs().get(i).gpio();
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
    private void watchTerminal() {
        boolean keyboard = config.inputs().stream().anyMatch(input -> input.keyboard() != null);
        if (!keyboard && System.console() != null) {
            TypedLines.read(System.in, line -> {}, () -> typingEnded = true);
        }
    }

    /** Whether every missing key is a typed one, and nothing is typed any more. */
    private boolean nothingCanCome(Status status) {
        Set<String> ended = Stream.ofNullable(status.inputs())
                .flatMap(List::stream)
                .filter(input -> input.fault() != null)
                .map(Status.InputStatus::id)
                .filter(id ->
                        config.inputs().stream().anyMatch(input -> input.id().equals(id) && input.keyboard() != null))
                .collect(Collectors.toSet());
        return table.missing().stream().allMatch(key -> ended.contains(key.input()));
    }

    /** Lets the presses leave for the gateway; what it does not take now is sent by the next agent. */
    private void awaitPublished(Supplier<Status> status) throws InterruptedException {
        long end = nanos.getAsLong() + PUBLISHED_WITHIN.toNanos();
        Long waiting = status.get().waiting();
        while (waiting != null && waiting > 0 && nanos.getAsLong() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            waiting = status.get().waiting();
        }
        if (waiting != null && waiting > 0) {
            out.println("等待网关 stored, and waiting for the gateway: " + waiting);
        }
    }
}
