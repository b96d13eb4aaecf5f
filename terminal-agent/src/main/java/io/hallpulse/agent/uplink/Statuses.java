package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.Status;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a change that somebody must see at once from the counters that move all the time. */
final class Statuses {
    private Statuses() {}

    static boolean sameToPeople(Status a, Status b) {
        return Objects.equals(a.clock(), b.clock())
                && Objects.equals(a.anchor(), b.anchor())
                && Objects.equals(a.refused(), b.refused())
                && Objects.equals(a.faults(), b.faults())
                && conditions(a.inputs()).equals(conditions(b.inputs()));
    }

    private static List<List<String>> conditions(@Nullable List<Status.InputStatus> inputs) {
        return Stream.ofNullable(inputs)
                .flatMap(List::stream)
                .map(input -> List.of(input.id(), input.state(), String.valueOf(input.fault())))
                .toList();
    }
}
