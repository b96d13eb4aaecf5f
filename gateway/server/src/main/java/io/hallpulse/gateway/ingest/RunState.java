package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.ReceivedRanges;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.gateway.store.PressTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run as the database has it, kept near while its terminal sends. The ingest thread. */
final class RunState {
    private final TerminalId terminal;
    private final ReceivedRanges ranges;
    private @Nullable List<Placing.Timed> recent;
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

    void extend(long low, long next) {
        row = row.withSpan(low, Math.max(row.next(), next));
    }

    /** Its terminal no longer holds any of it: what did not come is a gap. */
    void gone() {
        row = row.withSpan(row.next(), row.next());
    }

    void ofBoot(long bootId) {
        row = row.withBoot(bootId);
    }

    /** Its first press comes; what its boot's clocks said last before it. */
    void begins(BootRow.@Nullable Reading before) {
        row = row.withBefore(before);
    }

    /** Loads the synced presses near its end, if they are not remembered. */
    void loadRecent(PressTable presses) throws SQLException {
        long highest = ranges.highest();
        if (recent == null) {
            List<Placing.Timed> known = new ArrayList<>();
            for (StoredPress stored :
                    presses.between(row.id(), highest - Placing.REACH, highest).values()) {
                Placing.Timed timed = Placing.Timed.of(stored);
                if (timed != null && timed.synced()) {
                    known.add(timed);
                }
            }
            recent = known;
        }
    }

    /** The synced presses near its end, which the next one may be compared with; loaded before. */
    List<Placing.Timed> recent() {
        return Objects.requireNonNull(recent);
    }

    /** Presses were added at its end. */
    void remember(List<Placing.Timed> presses) {
        List<Placing.Timed> known = recent;
        if (known != null) {
            presses.stream().filter(Placing.Timed::synced).forEach(known::add);
            known.removeIf(press -> press.seq() < ranges.highest() - Placing.REACH);
        }
    }

    /** Presses were added elsewhere than at its end, or say something else by now. */
    void forgetRecent() {
        recent = null;
    }

    /** Finds out whether presses that its terminal has, as far as known, are missing. */
    void checkWaits() {
        row = row.withWaits(upTo() < row.next() - 1);
    }

    boolean isChanged() {
        return !row.equals(stored);
    }

    void saved() {
        stored = row;
    }

    /** Weighs it again; what it gained. */
    int weigh() {
        int gained = ranges.size() + 1 + (recent == null ? 0 : recent.size()) - weight;
        weight += gained;
        return gained;
    }

    int weight() {
        return weight;
    }
}
