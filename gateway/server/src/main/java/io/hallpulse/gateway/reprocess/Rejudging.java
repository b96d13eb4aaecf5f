package io.hallpulse.gateway.reprocess;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Counts some presses that were stored before the directory named their windows. One transaction. */
final class Rejudging {
    private static final int AT_ONCE = 200;

    private Rejudging() {}

    /**
     * What a step did.
     *
     * @param judged how many presses have another state now
     * @param isLast whether nothing of the hall is left
     */
    record Step(Set<TallyKey> tallied, int judged, boolean isLast) {}

    static Step step(StoreWriter.Tables tables, Hall hall) throws SQLException {
        Map<Long, List<Long>> unplaced =
                tables.presses().unplaced(hall.id(), hall.windows().keySet(), AT_ONCE);
        Rederiving presses = new Rederiving(tables);
        int found = 0;
        for (Map.Entry<Long, List<Long>> ofRun : unplaced.entrySet()) {
            presses.derive(tables.runs().byId(ofRun.getKey()), hall, ofRun.getValue(), UnaryOperator.identity());
            found += ofRun.getValue().size();
        }
        return new Step(presses.write(), presses.judged(), found < AT_ONCE);
    }
}
