package io.hallpulse.gateway.benchmark;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the terminals of a measurement have to say: every one the same number of presses of one run, a press every ten seconds up
 * to {@code until}, each window and level in turn.
 *
 * @param name tells the runs of one measurement from those of another; four characters
 * @param batch presses in one message
 */
record Backlog(String name, int terminals, int pressesEach, int batch, Instant until) {
    static final String HALL = "north";
    static final int WINDOWS = 40;
    private static final Duration STEP = Duration.ofSeconds(10);

    static String window(int number) {
        return "W" + (number % WINDOWS + 1);
    }

    static List<String> windows() {
        return IntStream.range(0, WINDOWS).mapToObj(Backlog::window).toList();
    }

    static TerminalId terminal(int number) {
        return new TerminalId(HALL, "t-%04d".formatted(number));
    }

    String run(int terminal) {
        return "%s%06d".formatted(name, terminal);
    }

    long presses() {
        return (long) terminals * pressesEach;
    }

    Press press(int terminal, long seq) {
        Instant at = until.minus(STEP.multipliedBy(pressesEach - seq + 1));
        int level = (int) (1 + (seq * 7 + terminal) % 5);
        long mono = 1_000_000 + seq * STEP.toMillis();
        return Press.rating(seq, window(terminal), "panel", String.valueOf(level), level, at, mono);
    }

    /** The payloads of a terminal, in order. */
    List<byte[]> messages(int terminal) {
        List<byte[]> messages = new ArrayList<>();
        for (long first = 1; first <= pressesEach; first += batch) {
            List<Press> presses = new ArrayList<>(batch);
            for (long seq = first; seq < first + batch && seq <= pressesEach; seq++) {
                presses.add(press(terminal, seq));
            }
            PressesWriter.Written written =
                    PressesWriter.write(run(terminal), "9f1c0d2a7b3e4455", 1, null, presses, Json.MAX_MESSAGE_BYTES);
            if (written.count() < presses.size()) {
                throw new IllegalStateException(presses.size() + " presses do not fit into a message");
            }
            messages.add(written.bytes());
        }
        return messages;
    }
}
