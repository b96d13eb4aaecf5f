package io.hallpulse.systemtests.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** What the programs of a site take over time. For one thread. */
final class Soak {
    private static final int SAMPLES = 60;
    private static final int PRINTED = 15;
    /** Grown by more than a tenth from the second third to the last is not flat. */
    private static final double FLAT = 1.1;

    private final long everyMillis;
    private final List<Sample> samples = new ArrayList<>();
    private long nextMillis = RigClock.monoMillis();

    private record Use(long residentKilobytes, long files, long threads, long diskBytes) {
        static Use of(long pid, Path data) {
            return new Use(
                    Processes.residentKilobytes(pid),
                    Processes.openFiles(pid),
                    Processes.threads(pid),
                    Processes.bytesOf(data));
        }

        Use plus(Use other) {
            return new Use(
                    residentKilobytes + other.residentKilobytes,
                    files + other.files,
                    threads + other.threads,
                    diskBytes + other.diskBytes);
        }
    }

    private record Sample(long atMillis, long presses, Use gateway, Use agents) {}

    Soak(Duration length) {
        everyMillis = Math.max(500, length.toMillis() / SAMPLES);
    }

    /** Takes a sample when it is time for one. */
    void look(Site site, long presses) {
        if (RigClock.monoMillis() < nextMillis) {
            return;
        }
        nextMillis += everyMillis;
        Use agents = site.terminals.stream()
                .map(terminal -> Use.of(terminal.agent.pid(), terminal.data))
                .reduce(new Use(0, 0, 0, 0), Use::plus);
        samples.add(new Sample(RigClock.monoMillis(), presses, Use.of(site.gateway.pid(), site.data), agents));
    }

    void print() {
        StringBuilder table = new StringBuilder(
                "soak:  minute  presses | gateway: MB  files  threads  disk kB | agents together: MB  files  threads  disk kB%n"
                        .formatted());
        int step = Math.max(1, samples.size() / PRINTED);
        for (int i = 0; i < samples.size(); i += step) {
            Sample at = samples.get(i);
            table.append("soak:  %6.1f %8d |"
                    .formatted((at.atMillis() - samples.get(0).atMillis()) / 60e3, at.presses()));
            for (Use use : List.of(at.gateway(), at.agents())) {
                table.append("  %9d %6d %8d %8d |"
                        .formatted(use.residentKilobytes() / 1024, use.files(), use.threads(), use.diskBytes() / 1024));
            }
            table.append('\n');
        }
        verdict(
                table,
                "resident memory of the gateway",
                sample -> sample.gateway().residentKilobytes());
        verdict(table, "open files of the gateway", sample -> sample.gateway().files());
        verdict(table, "threads of the gateway", sample -> sample.gateway().threads());
        verdict(
                table,
                "disk of the gateway (a row for each press, for ever)",
                sample -> sample.gateway().diskBytes());
        verdict(
                table,
                "resident memory of the agents",
                sample -> sample.agents().residentKilobytes());
        verdict(table, "open files of the agents", sample -> sample.agents().files());
        verdict(table, "threads of the agents", sample -> sample.agents().threads());
        verdict(
                table,
                "disk of the agents (up to outbox.sizeMiB)",
                sample -> sample.agents().diskBytes());
        System.out.print(table);
    }

    private void verdict(StringBuilder table, String name, ToLongFunction<Sample> of) {
        int third = samples.size() / 3;
        double middle = mean(samples.subList(third, 2 * third), of);
        double last = mean(samples.subList(2 * third, samples.size()), of);
        table.append("soak:  %s: %s (%+.1f %% from the second third to the last)%n"
                .formatted(name, last <= FLAT * middle ? "flat" : "GROWS", 100 * (last / middle - 1)));
    }

    private static double mean(List<Sample> some, ToLongFunction<Sample> of) {
        return LongStream.of(some.stream().mapToLong(of).toArray()).average().orElse(0);
    }
}
