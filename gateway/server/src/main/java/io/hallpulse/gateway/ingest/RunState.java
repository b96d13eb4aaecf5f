package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.store.RunRow;

/** A run as the database has it, kept near while its terminal sends. The ingest thread. */
final class RunState {
    private final TerminalId terminal;
    private final ReceivedRanges ranges;
    private RunRow row;
    private RunRow stored;
    /** Its share of the cache's bound, as last weighed. */
    private int weight;

    RunState(TerminalId terminal, RunRow row, ReceivedRanges ranges) {
        this.terminal = terminal;
        this.ranges = ranges;
        this.row = row;
        this.stored = row;
    }

    TerminalId terminal() {
        return terminal;
    }

    String run() {
        return row.run();
    }

    RunRow row() {
        return row;
    }

    ReceivedRanges ranges() {
        return ranges;
    }

    /** What to acknowledge, given the low that was heard last. */
    long upTo() {
        return ranges.upTo(row.low());
    }

    void heard(long low, long next) {
        row = new RunRow(row.id(), row.terminalId(), row.run(), row.bootId(), low, Math.max(row.next(), next));
    }

    void ofBoot(long bootId) {
        row = new RunRow(row.id(), row.terminalId(), row.run(), bootId, row.low(), row.next());
    }

    boolean isChanged() {
        return !row.equals(stored);
    }

    void saved() {
        stored = row;
    }

    /** Weighs it again; what it gained. */
    int weigh() {
        int gained = ranges.size() + 1 - weight;
        weight += gained;
        return gained;
    }

    int weight() {
        return weight;
    }
}
