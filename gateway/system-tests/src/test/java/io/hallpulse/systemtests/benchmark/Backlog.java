package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the terminals of a measurement have to say: every one the same number of presses of one run, a press every ten seconds up
 * to {@code until}, each window and level in turn. As with any terminal whose clock was once right, its messages carry its boot's
 * anchor.
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

    private String boot() {
        return "9f1c0d2a7b3e" + name;
    }

    /** What a terminal says of itself before it sends presses. */
    byte[] status(int terminal) {
        return Json.write(new Status(
                Json.VERSION,
                Status.ONLINE,
                "1.0.0",
                boot(),
                "synced",
                anchor(),
                null,
                List.of(new RunSpan(run(terminal), 1, pressesEach + 1L)),
                (long) pressesEach,
                0L,
                null,
                null));
    }

    String run(int terminal) {
        return "%s%06d".formatted(name, terminal);
    }

    long presses() {
        return (long) terminals * pressesEach;
    }

    /** Presses a second where all of them took so long. */
    double perSecond(long nanos) {
        return presses() * 1e9 / nanos;
    }

    /** The clocks of the boot say the same throughout. */
    private Anchor anchor() {
        return new Anchor(monoMillis(1), at(1));
    }

    private Instant at(long seq) {
        return until.minus(STEP.multipliedBy(pressesEach - seq + 1));
    }

    private static long monoMillis(long seq) {
        return 1_000_000 + seq * STEP.toMillis();
    }

    Press press(int terminal, long seq) {
        int level = (int) (1 + (seq * 7 + terminal) % 5);
        return Press.rating(seq, window(terminal), "panel", String.valueOf(level), level, at(seq), monoMillis(seq));
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
                    PressesWriter.write(run(terminal), boot(), 1, anchor(), presses, Json.MAX_MESSAGE_BYTES);
            if (written.count() < presses.size()) {
                throw new IllegalStateException(presses.size() + " presses do not fit into a message");
            }
            messages.add(written.bytes());
        }
        return messages;
    }
}
