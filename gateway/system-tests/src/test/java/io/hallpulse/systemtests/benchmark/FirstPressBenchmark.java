package io.hallpulse.systemtests.benchmark;

import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first press after a start against the hundredth, from the frame on the tty to the acknowledgement after the commit. */
class FirstPressBenchmark {
    private static final int STARTS = 11;
    private static final int PRESSES = 100;

    private final Random random = new Random(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void firstAgainstHundredth() throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> hundredth = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            Path place = Files.createDirectories(folder.resolve("start-" + start));
            Hall hall = new Hall(place);
            try (Pty cable = Pty.at(place.resolve("meter"));
                    Program agent =
                            hall.startAgent("n-03", hall.brokerPort, List.of("-Xmx32m"), """
                              - id: meter
                                window: A03
                                keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                                serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 0s}
                            """.formatted(cable.path()))) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> agent.output().contains("presses wait in the outbox"));
                Pause.of(Duration.ofSeconds(2));
                first.add(press(cable, 0));
                for (int i = 1; i < PRESSES - 10; i++) {
                    press(cable, i % 4);
                }
                List<Double> last = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    last.add(press(cable, i % 4));
                }
                hundredth.add(Figures.quantile(Figures.array(last), 0.5));
            }
        }
        new Figures("first")
                .add("first press after a start", "ms", first, "median of the 91st to 100th", hundredth, "3 or less");
    }

    /** At any moment between two looks of the agent at its port: in step with them a press would always come early, or always late. */
    private double press(Pty cable, int key) {
        Pause.of(Duration.ofMillis(30).plusNanos(random.nextInt(10_000_000)));
        while (cable.read(Duration.ofMillis(1)).length > 0) {
            Pause.of(Duration.ZERO);
        }
        int sum = 5 + 0x11 + key;
        long begun = System.nanoTime();
        cable.write(
                (byte) 0xFF,
                (byte) 0x68,
                (byte) 3,
                (byte) 3,
                (byte) 0x68,
                (byte) 5,
                (byte) 0x11,
                (byte) key,
                (byte) sum,
                (byte) 0x16);
        byte[] answer = cable.read(Duration.ofSeconds(5));
        if (answer.length == 0) {
            throw new IllegalStateException("no acknowledgement in 5 s");
        }
        return (System.nanoTime() - begun) / 1e6;
    }
}
