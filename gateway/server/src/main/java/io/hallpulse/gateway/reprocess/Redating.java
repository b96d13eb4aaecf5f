package io.hallpulse.gateway.reprocess;

import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.Spans;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.store.PressTable;
import io.hallpulse.gateway.store.RunTable;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Places presses anew, some in each transaction, where an anchor came after them or the gateway's own clock was not right when they
 * came. How far it got stands in the database, so a crash only pauses it. The ingest thread.
 */
public final class Redating {
    /** Presses in one transaction: what a live press may have to wait for. */
    public static final int AT_ONCE = 1000;

    private static final int BOOTS = 1000;

    private final StoreWriter.Tables tables;
    private final Halls halls;
    private final Neighbourhood neighbourhood;

    public Redating(StoreWriter.Tables tables, Halls halls, TallyChanges tallies) {
        this.tables = tables;
        this.halls = halls;
        this.neighbourhood = new Neighbourhood(tables.presses(), tallies);
    }

    /**
     * Places some of what waits for an anchor that is known by now.
     *
     * @return whether there is more
     */
    public boolean some() throws SQLException {
        int left = AT_ONCE;
        for (RunTable.Redating boot : tables.runs().redating(BOOTS)) {
            Hall hall = halls.hall(boot.terminal().hall());
            if (hall != null) {
                left = some(boot, hall, left);
            }
            if (left <= 0) {
                return true;
            }
        }
        return false;
    }

    /** The part of a boot that there is room for; what room is left. */
    private int some(RunTable.Redating from, Hall hall, int room) throws SQLException {
        BootRow boot = tables.runs().boot(from.bootId());
        long runId = from.fromRunId();
        long seq = from.fromSeq();
        int left = room;
        while (left > 0) {
            Optional<RunRow> run = tables.runs().nextOfBoot(boot.id(), runId);
            if (run.isEmpty()) {
                tables.runs().redate(boot.id(), null, null);
                return left;
            }
            RunRow row = run.get();
            List<StoredPress> some = tables.presses().from(row.id(), row.id() == runId ? seq : 0, left);
            left -= some.size() + 1;
            if (some.isEmpty()) {
                runId = row.id() + 1;
                seq = 0;
            } else {
                long last = some.get(some.size() - 1).item().seq();
                neighbourhood.move(row, boot, hall, some.get(0).item().seq(), last, List.of());
                runId = row.id();
                seq = last + 1;
            }
        }
        tables.runs().redate(boot.id(), runId, seq);
        return left;
    }

    /**
     * Places some of what came while the gateway's own clock was not right. When it came nobody knows better than: by now.
     *
     * @param nowMillis by the gateway's clock, which is right
     * @return how much that was; {@link #AT_ONCE} or more where there may be more
     */
    public int somePending(long nowMillis) throws SQLException {
        List<Long> holding = tables.runs().holding(AT_ONCE);
        for (long bootId : holding) {
            BootRow boot = tables.runs().boot(bootId);
            BootRow now = Placing.withAnchor(boot, Objects.requireNonNull(boot.held()), nowMillis);
            tables.runs().update(now.withHeld(null));
            if (now.anchor() != null) {
                tables.runs().redate(bootId, 0L, 0L);
            }
        }
        Map<Long, List<Long>> seqs = new LinkedHashMap<>();
        List<PressTable.Identity> pending = tables.presses().pending(AT_ONCE);
        for (PressTable.Identity identity : pending) {
            seqs.computeIfAbsent(identity.runId(), run -> new ArrayList<>()).add(identity.seq());
        }
        int placed = 0;
        for (Map.Entry<Long, List<Long>> ofRun : seqs.entrySet()) {
            for (Spans.Span span : Spans.of(ofRun.getValue())) {
                placed += placePending(ofRun.getKey(), span, nowMillis);
            }
        }
        return holding.size() + placed;
    }

    private int placePending(long runId, Spans.Span span, long nowMillis) throws SQLException {
        RunRow run = tables.runs().byId(runId);
        Hall hall = halls.hall(tables.runs().terminal(run.terminalId()).hall());
        if (hall == null) {
            return 0;
        }
        BootRow boot = run.bootId() == 0 ? BootRow.unknown(0) : tables.runs().boot(run.bootId());
        List<StoredPress> pending = new ArrayList<>();
        List<Placing.Timed> news = new ArrayList<>();
        for (StoredPress stored :
                tables.presses().between(runId, span.from(), span.to()).values()) {
            if (stored.eventTime().by() == EventTime.By.PENDING) {
                StoredPress heard = stored.withReceived(nowMillis).withEventTime(EventTime.UNCERTAIN);
                pending.add(stored);
                news.add(Objects.requireNonNull(Placing.Timed.of(heard)));
            }
        }
        Placing placing =
                neighbourhood.move(run, boot, hall, span.from() - Placing.REACH, span.to() + Placing.REACH, news);
        List<StoredPress> placed = new ArrayList<>();
        for (StoredPress stored : pending) {
            StoredPress now = stored.withReceived(nowMillis)
                    .withEventTime(placing.place(stored.item().seq()));
            placed.add(now);
            neighbourhood.recount(hall, stored, now);
        }
        tables.presses().setEventTimes(runId, placed);
        return placed.size();
    }
}
