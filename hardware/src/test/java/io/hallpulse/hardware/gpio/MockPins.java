package io.hallpulse.hardware.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.hallpulse.hardware.InputSettings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Pi4J's mock pins, which give no edges; the test can take them away and bring them back. */
final class MockPins implements Pins {
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final MockDigitalInputProvider inputs = MockDigitalInputProvider.newInstance();
    private final MockDigitalOutputProvider outputs = MockDigitalOutputProvider.newInstance();
    private final Context context = Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(inputs, outputs)
            .build();
    private final AtomicLong clock;
    private final Semaphore rung = new Semaphore(0);
    private final List<String> released = new CopyOnWriteArrayList<>();
    private volatile @Nullable String lost;
    private volatile @Nullable String missing;

    /** @param clock nanoseconds; a sleep moves it by what was slept, and takes 5 ms of real time at most */
    MockPins(AtomicLong clock) {
        this.clock = clock;
    }

    Context context() {
        return context;
    }

    void lose(String reason) {
        lost = reason;
    }

    void comeBack() {
        lost = null;
    }

    void withoutLamps(String reason) {
        missing = reason;
    }

    void withLamps() {
        missing = null;
    }

    @Override
    public Taken take(InputSettings.Gpio panel) throws PinsUnavailable {
        String gone = lost;
        if (gone != null) {
            throw new PinsUnavailable(gone);
        }
        List<DigitalInput> keys = new ArrayList<>();
        for (InputSettings.Pin pin : panel.pins().values()) {
            keys.add(input(pin.offset()));
        }
        Map<String, DigitalOutput> lamps = new LinkedHashMap<>();
        if (missing == null) {
            panel.lamps().forEach((key, pin) -> lamps.put(key, output(pin.offset())));
        }
        InputSettings.Pin buzzer = panel.buzzer();
        return new Taken(keys, lamps, buzzer == null ? null : output(buzzer.offset()), missing, false);
    }

    private DigitalInput input(int pin) {
        String id = "key-" + pin;
        DigitalInput input = context.registry().exists(id)
                ? context.<DigitalInput>io(id)
                : inputs.create(DigitalInput.newConfigBuilder(context)
                        .id(id)
                        .address(pin)
                        .build());
        return (DigitalInput) Proxy.newProxyInstance(
                MockPins.class.getClassLoader(), new Class<?>[] {DigitalInput.class}, (proxy, method, arguments) -> {
                    String gone = lost;
                    if (gone != null) {
                        throw new IllegalStateException(gone);
                    }
                    return method.invoke(input, arguments);
                });
    }

    private DigitalOutput output(int pin) {
        String id = "lamp-" + pin;
        return context.registry().exists(id)
                ? context.<DigitalOutput>io(id)
                : outputs.create(DigitalOutput.newConfigBuilder(context)
                        .id(id)
                        .address(pin)
                        .initial(DigitalState.LOW)
                        .build());
    }

    /** Inputs whose pins were given back, in that order. */
    List<String> released() {
        return released;
    }

    @Override
    public void release(InputSettings.Gpio panel) {
        released.add(panel.id());
    }

    @Override
    public Bell bell() {
        return new Bell() {
            @Override
            public void await(long nanos, boolean edges) {
                try {
                    if (!rung.tryAcquire(Math.min(nanos, MOST_NANOS), TimeUnit.NANOSECONDS)) {
                        clock.addAndGet(Math.max(0, nanos));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                rung.drainPermits();
            }

            @Override
            public void ring() {
                rung.release();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
