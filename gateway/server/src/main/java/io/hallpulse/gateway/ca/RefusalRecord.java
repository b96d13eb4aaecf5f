package io.hallpulse.gateway.ca;

import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.database.WriteQueueFull;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.StoreWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts refused clients and wrong codes into the record of changes, so that whoever answers for the site sees them later: each of them once
 * an hour, and no more than fit, lest strangers fill the disk. Any thread.
 */
public final class RefusalRecord {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalRecord.class);
    private static final long AGAIN_MILLIS = Duration.ofHours(1).toMillis();
    /** Distinct ones an hour. */
    private static final int MOST = 200;

    private final StoreWriter writer;
    private final InstantSource clock;
    private final Map<Change, Long> recorded = new LinkedHashMap<>();

    public RefusalRecord(StoreWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Somebody was refused.
     *
     * @param refusal who, from where, and why in one line
     */
    public void put(Change refusal) {
        long now = clock.millis();
        if (!isNew(refusal, now)) {
            return;
        }
        try {
            writer.submit(tables -> {
                        tables.audit().add(refusal, now);
                        return true;
                    })
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn("a refusal is not in the record: {}", Fault.oneLine(failure));
                        }
                    });
        } catch (WriteQueueFull | CancellationException e) {
            LOG.warn("a refusal is not in the record: {}", Fault.oneLine(e));
        }
    }

    private synchronized boolean isNew(Change what, long now) {
        recorded.values().removeIf(since -> now - since >= AGAIN_MILLIS || now < since);
        return recorded.size() < MOST && recorded.putIfAbsent(what, now) == null;
    }
}
