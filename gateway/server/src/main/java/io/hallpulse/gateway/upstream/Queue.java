package io.hallpulse.gateway.upstream;

import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.UpstreamReader;
import io.hallpulse.gateway.store.UpstreamRow;
import io.hallpulse.gateway.store.UpstreamRow.State;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The queue as it stands in the database, and how many are in each state. The thread of {@link Upstream}; any thread reads the counts. */
final class Queue {
    private static final int AT_ONCE = 100;

    private final StoreWriter writer;
    private final UpstreamReader reader;
    private final String target;
    private final Map<State, AtomicLong> counts = new EnumMap<>(State.class);
    private boolean counted;
    private volatile @Nullable Long lastSent;

    Queue(StoreWriter writer, UpstreamReader reader, String target) {
        this.writer = writer;
        this.reader = reader;
        this.target = target;
        for (State state : State.values()) {
            counts.put(state, new AtomicLong());
        }
    }

    /** Reads how many there are, at first and after each failure. */
    void open() throws SQLException, InterruptedException {
        if (!counted) {
            commit(tables -> {
                tables.upstream().removeQueuedForOthers(target);
                return true;
            });
            reader.counts().forEach((state, n) -> counter(state).set(n));
            lastSent = reader.lastSent().orElse(null);
            counted = true;
        }
    }

    /** What is counted may differ from what is stored. */
    void doubt() {
        counted = false;
    }

    /** Adds the settled ratings that were received from then on. */
    void fill(Filling filling, long fromMillis) throws SQLException, InterruptedException {
        fill((UpstreamReader.@Nullable Candidate last) -> reader.candidates(last, fromMillis, AT_ONCE), filling::press);
        fill(
                (UpstreamReader.@Nullable ChannelCandidate last) -> reader.channelCandidates(last, fromMillis, AT_ONCE),
                filling::channel);
        fill((UpstreamReader.@Nullable Candidate last) -> reader.unrated(last, fromMillis, AT_ONCE), filling::unrated);
    }

    /** A page of candidates after the last one of the page before. */
    private interface Pages<C> {
        List<C> after(@Nullable C last);
    }

    private <C> void fill(Pages<C> pages, Function<C, Optional<UpstreamRow>> row)
            throws SQLException, InterruptedException {
        List<C> page = pages.after(null);
        while (!page.isEmpty()) {
            List<UpstreamRow> rows =
                    page.stream().map(row).flatMap(Optional::stream).toList();
            if (!rows.isEmpty()) {
                add(rows);
            }
            page = page.size() < AT_ONCE ? List.of() : pages.after(page.get(page.size() - 1));
        }
    }

    private void add(List<UpstreamRow> rows) throws SQLException, InterruptedException {
        Map<State, Long> added = commit(tables -> {
            Map<State, Long> sum = new EnumMap<>(State.class);
            for (UpstreamRow row : rows) {
                if (tables.upstream().add(row)) {
                    sum.merge(row.state(), 1L, Long::sum);
                }
            }
            return sum;
        });
        added.forEach((state, n) -> counter(state).addAndGet(n));
    }

    /** The first of those that are queued. */
    List<UpstreamRow> first() {
        return reader.queued(target, AT_ONCE);
    }

    /** Keeps what became of some, in one transaction. */
    void settle(List<UpstreamRow> rows, Map<String, String> refused, long nowMillis)
            throws SQLException, InterruptedException {
        Map<State, Long> settled = commit(tables -> {
            Map<State, Long> sum = new EnumMap<>(State.class);
            for (UpstreamRow row : rows) {
                UpstreamRow now = settled(row, refused.get(row.rating()), nowMillis);
                if (tables.upstream().settle(now)) {
                    sum.merge(now.state(), 1L, Long::sum);
                }
            }
            return sum;
        });
        if (settled.containsKey(State.SENT)) {
            lastSent = nowMillis;
        }
        settled.forEach((state, n) -> {
            counter(state).addAndGet(n);
            counter(State.QUEUED).addAndGet(-n);
        });
    }

    private static UpstreamRow settled(UpstreamRow row, @Nullable String refusal, long nowMillis) {
        return new UpstreamRow(
                row.id(),
                row.rating(),
                row.source(),
                row.hall(),
                row.caseNumber(),
                row.target(),
                row.record(),
                refusal == null ? State.SENT : State.REFUSED,
                refusal,
                nowMillis);
    }

    /** How many are in a state. */
    long count(State state) {
        return counter(state).get();
    }

    /** When the province last took one, milliseconds since 1970; null for never, and until that was read. */
    @Nullable
    Long lastSent() {
        return lastSent;
    }

    private AtomicLong counter(State state) {
        return Objects.requireNonNull(counts.get(state));
    }

    private <T> T commit(StoreWriter.Work<T> work) throws SQLException, InterruptedException {
        try {
            return writer.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
