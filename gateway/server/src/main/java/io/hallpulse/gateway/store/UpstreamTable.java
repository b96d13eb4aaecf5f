package io.hallpulse.gateway.store;

import io.hallpulse.domain.press.PressState;
import io.hallpulse.gateway.database.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes up to the province. The writer's thread, inside a transaction. */
public final class UpstreamTable {
    private static final String COLUMNS = "rating, hall, case_number, target, record, state, answer, since_millis";
    private static final String PRESS = "insert into upstream (" + COLUMNS
            + ", run_id, seq) select ?, ?, ?, ?, ?, ?, ?, ?, p.run_id, p.seq"
            + " from press p where p.run_id = ? and p.seq = ? and p.state in (" + Codes.of(PressState.COUNTED) + ", "
            + Codes.of(PressState.TIMEOUT) + ") on conflict do nothing";
    private static final String CHANNEL = "insert into upstream (" + COLUMNS + ", channel_rating_id)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final Statements statements;

    UpstreamTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * Adds a rating that is not there yet, a press only where it still counts, or is the end of a service that nobody rated.
     *
     * @return whether it was added
     */
    public boolean add(UpstreamRow row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                row.rating(),
                row.hall(),
                row.caseNumber(),
                row.target(),
                row.record(),
                row.state().word(),
                row.answer(),
                row.sinceMillis()));
        if (row.source() instanceof UpstreamRow.PressKey press) {
            values.add(press.runId());
            values.add(press.seq());
            return statements.with(PRESS, values.toArray()).executeUpdate() > 0;
        }
        values.add(((UpstreamRow.ChannelKey) row.source()).id());
        return statements.with(CHANNEL, values.toArray()).executeUpdate() > 0;
    }

    /**
     * Keeps what became of one that was queued.
     *
     * @return whether it was
     */
    public boolean settle(UpstreamRow row) throws SQLException {
        return statements
                        .with(
                                "update upstream set state = ?, answer = ?, since_millis = ? where id = ? and state = 'queued'",
                                row.state().word(),
                                row.answer(),
                                row.sinceMillis(),
                                row.id())
                        .executeUpdate()
                > 0;
    }

    /** Takes out what is queued for another target, so that it is written anew. */
    public void removeQueuedForOthers(String target) throws SQLException {
        statements
                .with("delete from upstream where state = 'queued' and target <> ?", target)
                .executeUpdate();
    }
}
