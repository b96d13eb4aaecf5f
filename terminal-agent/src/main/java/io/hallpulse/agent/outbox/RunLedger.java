package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.RunSpan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The runs of the outbox as they are committed: how far each goes, which of its presses are held, and the run that this process writes.
 * For the writer's thread; what others see of it goes to the {@link Backlog}.
 */
final class RunLedger {
    private final RandomGenerator random;
    private final Backlog backlog;
    private final Map<String, RunSpan> spans = new LinkedHashMap<>();
    private String run;
    private long runId;
    private long nextSeq = 1;
    private long stored;
    private long held;

    RunLedger(RandomGenerator random, Backlog backlog) {
        this.random = random;
        this.backlog = backlog;
        this.run = RunId.draw(random);
    }

    /** Reads the runs of a file that was opened. Where it lost presses of the run that is written, a new run begins. */
    void read(Connection open) throws SQLException {
        long expected = nextSeq;
        spans.clear();
        runId = 0;
        nextSeq = 1;
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(OutboxReader.SPANS)) {
            while (row.next()) {
                RunSpan span = OutboxReader.span(row);
                spans.put(span.run(), span);
                if (span.run().equals(run)) {
                    runId = row.getLong(4);
                    nextSeq = span.next();
                }
            }
        }
        if (nextSeq < expected) {
            run = RunId.draw(random); // the numbers of the presses that were lost must not be used twice
            runId = 0;
            nextSeq = 1;
        }
    }

    /** A new run in a new file. */
    void beginAnew() {
        run = RunId.draw(random);
        nextSeq = 1;
        stored = 0;
    }

    /** Presses of the run that is written were committed. */
    void appended(long ofRunId, int presses) {
        if (presses > 0) {
            runId = ofRunId;
            RunSpan span = spans.getOrDefault(run, new RunSpan(run, nextSeq, nextSeq));
            nextSeq += presses;
            spans.put(run, new RunSpan(run, span.low(), nextSeq));
        }
    }

    /** The deletion of a run's oldest presses was committed. */
    void shortened(RunSpan left) {
        spans.put(left.run(), left);
    }

    /** Counts anew, and shows the uplink what is held. */
    void publish() {
        List<RunSpan> unemptied = new ArrayList<>(spans.size());
        held = 0;
        stored = 0;
        for (RunSpan span : spans.values()) {
            if (span.low() < span.next()) {
                unemptied.add(span);
                held += span.next() - span.low();
            }
            stored += span.next() - 1;
        }
        backlog.publish(unemptied);
    }

    /** The run that this process writes. */
    String run() {
        return run;
    }

    /** The row of that run; 0 before its first press. */
    long runId() {
        return runId;
    }

    long nextSeq() {
        return nextSeq;
    }

    /** Presses that the file holds. */
    long held() {
        return held;
    }

    /** Presses that were ever stored in this file. */
    long stored() {
        return stored;
    }

    /** All runs, oldest first, those whose presses are all deleted too. */
    List<RunSpan> spans() {
        return List.copyOf(spans.values());
    }

    boolean knows(String other) {
        return spans.containsKey(other);
    }

    /** Whether the run's seqs reach up to that. */
    boolean reaches(String ofRun, long next) {
        RunSpan span = spans.get(ofRun);
        return span != null && span.next() >= next;
    }
}
