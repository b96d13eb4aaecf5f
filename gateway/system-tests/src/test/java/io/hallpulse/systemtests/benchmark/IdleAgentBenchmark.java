package io.hallpulse.systemtests.benchmark;

import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent costs that nobody presses: processor time and resident memory, with two serial inputs of which one is
 * unplugged, connected to a gateway, with the options for a small Pi.
 */
@NullMarked
class IdleAgentBenchmark {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration SAMPLE = Duration.ofSeconds(10);
    private static final int SAMPLES = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void idle() throws IOException {
        Hall hall = new Hall(folder);
        try (Pty cable = Pty.at(folder.resolve("meter"));
                Program gateway = hall.startGateway();
                Program agent = hall.startAgent("n-03", hall.brokerPort, AgentBenchmark.options(), inputs(cable))) {
            Pause.of(WARM_UP);
            List<Double> percents = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                double before = MeasuredProcess.processorSeconds(agent.pid());
                Pause.of(SAMPLE);
                percents.add(100 * (MeasuredProcess.processorSeconds(agent.pid()) - before) / SAMPLE.toSeconds());
            }
            Figures figures = new Figures("idle");
            figures.add("idle agent, one serial input plugged and one not", "% of a core", percents, "1.5 % or less");
            figures.add(
                    "its resident memory, without an archive",
                    "MB",
                    List.of(MeasuredProcess.megabytes(agent.pid(), "VmRSS")),
                    "72 MB or less");
            if (!gateway.isAlive() || !agent.isAlive()) {
                throw new IllegalStateException("a program ended early:\n" + agent.output());
            }
        }
    }

    private static String inputs(Pty cable) {
        return """
                  - id: plugged
                    window: A03
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5}
                  - id: unplugged
                    window: A04
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s-unplugged, baud: 9600, format: 8N1, protocol: ff68, address: 5}
                """.formatted(cable.path(), cable.path());
    }
}
