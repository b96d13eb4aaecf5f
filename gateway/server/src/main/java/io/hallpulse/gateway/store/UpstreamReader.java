package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.store.UpstreamRow.ChannelKey;
import io.hallpulse.gateway.store.UpstreamRow.PressKey;
import io.hallpulse.gateway.store.UpstreamRow.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What goes up to the province, and which presses may. Any thread. */
public final class UpstreamReader {
    /** Ratings on the same terminal between a press and its reason are no more than that. */
    private static final int MOST_BETWEEN = 1000;

    private static final String ROW =
            "select id, rating, run_id, seq, channel_rating_id, hall, case_number, target, record, state, answer,"
                    + " since_millis from upstream";
    private static final String PRESSES =
            "select p.run_id, p.seq, t.hall, t.terminal, r.run, p.window_id, p.level, p.placed_by, p.placed_millis,"
                    + " p.received_millis, p.case_number, p.staff, r.waits, t.heard_millis"
                    + " from press p join run r on r.id = p.run_id join terminal t on t.id = r.terminal_id"
                    + " where p.case_number is not null and (p.received_millis, p.run_id, p.seq) > (:received, :run, :seq)";
    private static final String PAGE = " order by p.received_millis, p.run_id, p.seq limit :limit";
    private static final String CANDIDATES = PRESSES + " and p.state = 0 and p.kind = " + PressRows.RATING
            + " and not exists (select 1 from upstream u where u.run_id = p.run_id and u.seq = p.seq)" + PAGE;
    /** A service's case number is its name; nothing of it may be rated, or have gone up, in its hall. */
    private static final String UNRATED = PRESSES + " and p.state = " + Codes.of(PressState.TIMEOUT)
            + " and not exists (select 1 from press o join run q on q.id = o.run_id join terminal s on s.id = q.terminal_id"
            + " where o.case_number = p.case_number and o.case_number is not null and o.state = 0 and o.kind = "
            + PressRows.RATING + " and s.hall = t.hall)"
            + " and not exists (select 1 from channel_rating c where c.case_number = p.case_number"
            + " and c.case_number is not null and c.hall = t.hall)"
            + " and not exists (select 1 from upstream u where u.case_number = p.case_number and u.hall = t.hall)"
            + PAGE;

    private static final String CHANNEL_CANDIDATES = "select c.* from channel_rating c where c.case_number is not null"
            + " and (c.received_millis, c.id) > (:received, :id)"
            + " and not exists (select 1 from upstream u where u.channel_rating_id = c.id)"
            + " order by c.received_millis, c.id limit :limit";

    private final Jdbi readers;

    UpstreamReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * A counted press of a service that is not in the queue, or the end of a service that nobody rated.
     *
     * @param level 0 where nobody rated
     * @param complete whether nothing of its run is missing
     * @param heardMillis when its terminal was last heard, null for never
     */
    public record Candidate(
            PressKey key,
            TerminalId terminal,
            String run,
            String window,
            int level,
            EventTime time,
            long receivedMillis,
            String caseNumber,
            @Nullable String staff,
            boolean complete,
            @Nullable Long heardMillis) {}

    /** Candidates in the order in which they were received, after that one or from an instant on. */
    public List<Candidate> candidates(@Nullable Candidate after, long fromMillis, int limit) {
        return presses(CANDIDATES, after, fromMillis, limit);
    }

    /** As {@link #candidates}, the ends of services that nobody has rated by any channel. */
    public List<Candidate> unrated(@Nullable Candidate after, long fromMillis, int limit) {
        return presses(UNRATED, after, fromMillis, limit);
    }

    private List<Candidate> presses(String query, @Nullable Candidate after, long fromMillis, int limit) {
        return readers.withHandle(handle -> handle.createQuery(query)
                .bind("received", after == null ? fromMillis : after.receivedMillis())
                .bind("run", after == null ? 0 : after.key().runId())
                .bind("seq", after == null ? 0 : after.key().seq())
                .bind("limit", limit)
                .map((row, context) -> candidate(row))
                .list());
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                new PressKey(row.getLong(1), row.getLong(2)),
                new TerminalId(row.getString(3), row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                new EventTime(Codes.by(row.getInt(8)), RunTable.nullable(row, 9)),
                row.getLong(10),
                row.getString(11),
                row.getString(12),
                row.getInt(13) == 0,
                RunTable.nullable(row, 14));
    }

    /** A rating of another channel that is not in the queue. */
    public record ChannelCandidate(ChannelKey key, ChannelRatingRow row) {}

    /** As {@link #candidates}, those of other channels. */
    public List<ChannelCandidate> channelCandidates(@Nullable ChannelCandidate after, long fromMillis, int limit) {
        return readers.withHandle(handle -> handle.createQuery(CHANNEL_CANDIDATES)
                .bind("received", after == null ? fromMillis : after.row().receivedMillis())
                .bind("id", after == null ? 0 : after.key().id())
                .bind("limit", limit)
                .map((row, context) ->
                        new ChannelCandidate(new ChannelKey(row.getLong("id")), ChannelRatingTable.row(row)))
                .list());
    }

    /** The reasons that belong to a press, in the order in which they were given. */
    public List<Integer> reasons(PressKey press) {
        return readers.withHandle(handle -> handle
                .createQuery("select p.reasons from press p where p.run_id = :run and p.seq > :seq and p.seq <= :last"
                        + " and p.rates = :seq and p.reasons is not null and p.state = "
                        + Codes.of(PressState.ASIDE) + " order by p.seq")
                .bind("run", press.runId())
                .bind("seq", press.seq())
                .bind("last", press.seq() + MOST_BETWEEN)
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(codes -> Stream.of(codes.split(" ")))
                .filter(code -> !code.isEmpty())
                .map(Integer::valueOf)
                .distinct()
                .toList());
    }

    /** The first that are queued for a target. */
    public List<UpstreamRow> queued(String target, int limit) {
        return readers.withHandle(handle -> handle.createQuery(
                        ROW + " where state = 'queued' and target = :target order by id limit :limit")
                .bind("target", target)
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list());
    }

    /** Those that were refused, the newest first. */
    public List<UpstreamRow> refused(int limit) {
        return readers.withHandle(
                handle -> handle.createQuery(ROW + " where state = 'refused' order by id desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** When the one that waits longest was queued, milliseconds since 1970. */
    public Optional<Long> oldestQueued() {
        return readers.withHandle(handle -> handle.createQuery(
                        "select since_millis from upstream where state = 'queued' order by id limit 1")
                .mapTo(Long.class)
                .findOne());
    }

    /** When the one that came last to the province was taken there, milliseconds since 1970. */
    public Optional<Long> lastSent() {
        return readers.withHandle(handle -> handle.createQuery(
                        "select since_millis from upstream where state = 'sent' order by id desc limit 1")
                .mapTo(Long.class)
                .findOne());
    }

    /** How many there are in each state. */
    public Map<State, Long> counts() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0L);
        }
        readers.useHandle(handle -> handle.createQuery("select state, count(*) from upstream group by state")
                .map((row, context) -> counts.put(State.ofWord(row.getString(1)), row.getLong(2)))
                .list());
        return counts;
    }

    private static UpstreamRow row(ResultSet row) throws SQLException {
        Long channelRating = RunTable.nullable(row, 5);
        return new UpstreamRow(
                row.getLong(1),
                row.getString(2),
                channelRating == null ? new PressKey(row.getLong(3), row.getLong(4)) : new ChannelKey(channelRating),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                State.ofWord(row.getString(10)),
                row.getString(11),
                row.getLong(12));
    }
}
