package io.hallpulse.gateway.upstream;

import io.hallpulse.gateway.store.UpstreamRow;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts a batch until the province has taken or refused each record, or is away. A batch with a bad record that the province does not name
 * is halved until that record is alone; what it has taken meanwhile is kept at once, in the order of the queue. One thread.
 */
final class Posting {
    private final Province province;
    private final Queue queue;
    private final InstantSource clock;

    Posting(Province province, Queue queue, InstantSource clock) {
        this.province = province;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Posts some records.
     *
     * @return why what is left of them waits, null where nothing does
     */
    Answer.@Nullable Away post(List<UpstreamRow> rows) throws SQLException, InterruptedException {
        if (rows.isEmpty()) {
            return null;
        }
        Answer answer = province.post(rows);
        if (answer instanceof Answer.Away away) {
            return away;
        }
        if (answer instanceof Answer.Bad bad) {
            return bad(rows, bad);
        }
        queue.settle(rows, ((Answer.Taken) answer).refused(), clock.millis());
        return null;
    }

    private Answer.@Nullable Away bad(List<UpstreamRow> rows, Answer.Bad bad)
            throws SQLException, InterruptedException {
        List<UpstreamRow> named = new ArrayList<>();
        List<UpstreamRow> others = new ArrayList<>();
        for (UpstreamRow row : rows) {
            (bad.refused().containsKey(row.rating()) ? named : others).add(row);
        }
        if (!named.isEmpty()) {
            queue.settle(named, bad.refused(), clock.millis());
            return post(others);
        }
        if (rows.size() == 1) {
            queue.settle(rows, Map.of(rows.get(0).rating(), bad.reason()), clock.millis());
            return null;
        }
        int half = rows.size() / 2;
        Answer.Away away = post(rows.subList(0, half));
        return away == null ? post(rows.subList(half, rows.size())) : away;
    }
}
