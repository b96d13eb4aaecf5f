package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status as a message: what of it makes it due at once, and what goes into a small one. */
final class Statuses {
    private Statuses() {}

    /**
     * A status that fits: the whole of it, else without the lines of a log, then without what only people want, and then with fewer runs; its
     * runs are what the gateway's acks depend on. Empty where nothing fits.
     */
    static Optional<byte[]> write(Status whole, int mostBytes) {
        byte[] bytes = Json.write(whole);
        if (bytes.length > mostBytes && lines(whole)) {
            return write(withoutLines(whole), mostBytes);
        }
        List<RunSpan> runs = whole.runs();
        boolean last = false;
        while (bytes.length > mostBytes && !last) {
            last = runs.isEmpty();
            bytes = Json.write(bare(whole, runs));
            runs = runs.subList(0, runs.size() / 2);
        }
        return bytes.length > mostBytes ? Optional.empty() : Optional.of(bytes);
    }

    private static boolean lines(Status status) {
        return status.last() != null && status.last().lines() != null;
    }

    private static Status withoutLines(Status whole) {
        Status.Outcome last = Objects.requireNonNull(whole.last());
        return new Status(
                whole.v(),
                whole.state(),
                whole.agent(),
                whole.boot(),
                whole.clock(),
                whole.anchor(),
                whole.machine(),
                whole.runs(),
                whole.waiting(),
                whole.refused(),
                whole.inputs(),
                whole.diskFree(),
                whole.mono(),
                whole.faults(),
                new Status.Outcome(
                        last.id(),
                        false,
                        "the broker takes no message as large as these lines; raise its message_size_limit or"
                                + " max_packet_size",
                        null),
                whole.config(),
                whole.onDuty());
    }

    private static Status bare(Status whole, List<RunSpan> runs) {
        return new Status(
                whole.v(),
                whole.state(),
                whole.agent(),
                whole.boot(),
                whole.clock(),
                whole.anchor(),
                null,
                runs,
                whole.waiting(),
                whole.refused(),
                null,
                null,
                whole.mono(),
                null,
                whole.last(),
                whole.config(),
                null);
    }

    static boolean sameToPeople(Status a, Status b) {
        return Objects.equals(a.clock(), b.clock())
                && Objects.equals(a.anchor(), b.anchor())
                && Objects.equals(a.refused(), b.refused())
                && Objects.equals(a.faults(), b.faults())
                && Objects.equals(a.last(), b.last())
                && Objects.equals(a.config(), b.config())
                && Objects.equals(a.onDuty(), b.onDuty())
                && conditions(a.inputs()).equals(conditions(b.inputs()));
    }

    private static List<List<String>> conditions(@Nullable List<Status.InputStatus> inputs) {
        return Stream.ofNullable(inputs)
                .flatMap(List::stream)
                .map(input -> List.of(
                        input.id(), input.state(), String.valueOf(input.fault()), String.valueOf(input.lastKey())))
                .toList();
    }
}
