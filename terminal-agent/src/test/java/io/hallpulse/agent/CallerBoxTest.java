package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.agent.config.SerialConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two windows of one terminal, each with a caller box on one line and a meter on another, busy at the same time. */
class CallerBoxTest {
    private static final int SERVICES = 500;
    private static final int CALL = 3;
    private static final int BOX_ADDRESS = 9;
    private static final int METER_ADDRESS = 5;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, KeyInput> inputs = new LinkedHashMap<>();
    private OutboxWriter outbox;

    /** The counter of one window: its clerk, and the citizens that come one after the other. */
    private final class Counter {
        private final String window;
        private final PlayedFf68Meter box;
        private final PlayedFf68Meter meter;
        private final Random random;
        private int rated;
        private int repeated;
        private int unrated;

        Counter(String window, long seed) {
            this.window = window;
            this.random = new Random(seed);
            this.box = opened(new PlayedFf68Meter(opened(Pty.at(folder.resolve("box-" + window))), BOX_ADDRESS));
            this.meter = opened(new PlayedFf68Meter(opened(Pty.at(folder.resolve("meter-" + window))), METER_ADDRESS));
        }

        List<InputConfig> configured() {
            InputConfig caller = new InputConfig(
                    "box-" + window,
                    window,
                    Map.of(Integer.toString(CALL), KeyMeaning.OPEN),
                    null,
                    line("box-" + window, BOX_ADDRESS),
                    null,
                    null,
                    null);
            InputConfig rates = new InputConfig(
                    "meter-" + window,
                    window,
                    KeyMeaning.levels(Inputs.KEYS),
                    null,
                    line("meter-" + window, METER_ADDRESS),
                    null,
                    null,
                    null);
            return List.of(caller, rates);
        }

        private SerialConfig line(String name, int address) {
            return new SerialConfig(
                    folder.resolve(name).toString(),
                    9600,
                    "8N1",
                    "ff68",
                    address,
                    Duration.ZERO,
                    SerialConfig.Thanks.agent,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        void serve() {
            for (int service = 1; service <= SERVICES; service++) {
                box.press(CALL);
                int calls = service;
                await(() -> box.acknowledged().size() == calls);
                await(() -> prompts() == calls);
                int behaviour = random.nextInt(10);
                if (behaviour < 8) {
                    rate();
                    rated++;
                    if (behaviour == 0) {
                        rate();
                        repeated++;
                    }
                } else {
                    unrated++;
                    if (behaviour == 8) {
                        outbox.onTrigger(at -> new Event.Close(window, at)).join();
                    }
                }
            }
            outbox.onTrigger(at -> new Event.Close(window, at)).join();
        }

        private void rate() {
            int before = meter.acknowledged().size();
            meter.press(random.nextInt(4));
            await(() -> meter.acknowledged().size() > before);
        }

        /** How often the meter was told to ask for a rating. */
        private int prompts() {
            return meter.received().split("FF6803036805010B1116", -1).length - 1;
        }

        void isAccounted(List<Press> all) {
            List<Press> presses =
                    all.stream().filter(press -> press.window().equals(window)).toList();
            Map<String, List<Press>> sessions = presses.stream()
                    .filter(press -> !press.flags().contains(Flags.REPEAT))
                    .collect(Collectors.groupingBy(press -> Objects.requireNonNull(press.session())));
            assertThat(sessions).as("services at " + window).hasSize(SERVICES);
            assertThat(sessions)
                    .allSatisfy((session, outcome) ->
                            assertThat(outcome).as(session).hasSize(1));
            assertThat(presses)
                    .filteredOn(press -> press.kind() == Press.Kind.TIMEOUT)
                    .hasSize(unrated);
            assertThat(presses)
                    .filteredOn(press -> press.flags().contains(Flags.REPEAT))
                    .hasSize(repeated);
            assertThat(presses).hasSize(rated + repeated + unrated);
        }
    }

    private final List<Counter> counters = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        counters.add(new Counter("A", 1));
        counters.add(new Counter("B", 2));
        List<InputConfig> configured = counters.stream()
                .flatMap(counter -> counter.configured().stream())
                .toList();
        RatingRules rules = new RatingRules(
                Stream.of("A", "B")
                        .map(id -> new WindowConfig(
                                id, WindowConfig.Mode.triggered, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10)))
                        .toList(),
                configured);
        outbox = new OutboxWriter(
                folder,
                OutboxLimits.of(64L << 20),
                new SystemClock(),
                new Random(7),
                rules,
                (press, answer) ->
                        Objects.requireNonNull(inputs.get(press.input())).answer(press, answer));
        outbox.whenOpened(
                window -> Objects.requireNonNull(inputs.get("meter-" + window)).show(new MeterSignal.Open()));
        outbox.start(() -> {});
        for (KeyInput input :
                KeyInputs.create(configured.stream().map(InputConfig::settings).toList())) {
            inputs.put(input.id(), opened(input));
            input.start(outbox);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        outbox.flush();
        outbox.close();
    }

    @Test
    void twoWindowsAtOnce_everyServiceHasExactlyOneOutcome() throws Exception {
        List<CompletableFuture<Void>> serving = counters.stream()
                .map(counter -> CompletableFuture.runAsync(counter::serve))
                .toList();
        for (CompletableFuture<Void> one : serving) {
            one.get(5, TimeUnit.MINUTES);
        }

        List<Press> stored = stored();
        Set<String> ids = new HashSet<>();
        stored.forEach(press -> ids.add(Objects.requireNonNull(press.session())));
        assertThat(ids).hasSize(2 * SERVICES);
        counters.forEach(counter -> counter.isAccounted(stored));
    }

    private List<Press> stored() throws Exception {
        List<Press> stored = new ArrayList<>();
        try (OutboxReader reader = outbox.backlog().reader()) {
            for (RunSpan span : outbox.backlog().held()) {
                stored.addAll(reader.read(span.run(), span.low(), span.next() - 1)
                        .orElseThrow()
                        .presses());
            }
        }
        stored.sort(Comparator.comparingLong(Press::seq));
        return stored;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(SOON)
                .until(condition);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
