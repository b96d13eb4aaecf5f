package io.hallpulse.agent.outbox;

import io.hallpulse.agent.rating.Kept;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that appends presses to the outbox, and what the rules must find again and the anchor, which are committed beside them. What it leads to
 * enters the ledger once it is committed. For the writer's thread.
 */
final class AppendTransaction {
    private final String boot;
    private final WritingConnection connection;
    private final RunLedger ledger;
    private final OutboxSpace space;
    private Kept kept = Kept.NOTHING;
    private boolean keptInThisBoot = true;
    private @Nullable Anchor anchor;

    AppendTransaction(String boot, WritingConnection connection, RunLedger ledger, OutboxSpace space) {
        this.boot = boot;
        this.connection = connection;
        this.ledger = ledger;
        this.space = space;
    }

    /** Opens the file, and reads back what was committed. */
    void open() throws SQLException {
        Connection open = connection.open();
        space.fileOpened();
        ledger.read(open);
        kept = OutboxTables.kept(open);
        keptInThisBoot = kept.isNothing() || OutboxTables.keptInBoot(open).equals(boot);
        anchor = OutboxTables.anchor(open, boot);
        ledger.publish();
    }

    /**
     * Commits presses, whose seqs begin at the ledger's next, what the rules must find again and, where it is not null, the boot's first anchor.
     *
     * @param now what the rules must find again; null to leave that as it is
     * @return why it failed, null once it is committed
     */
    @Nullable
    SQLException run(List<Press> presses, @Nullable Kept now, @Nullable Anchor first) {
        try {
            if (presses.size() == 1 && first == null && isKept(now) && space.isCertain()) {
                // a statement alone is a transaction, and cheaper than one with more
                connection.insert(ledger.runId(), presses);
                ledger.appended(ledger.runId(), 1);
            } else {
                commit(connection.get(), presses, now, first);
            }
        } catch (OutboxFull e) {
            connection.rollBack();
            return e;
        } catch (SQLException e) {
            connection.close();
            return e;
        } catch (RuntimeException e) {
            connection.close(); // and so rolls back
            throw e;
        }
        space.appended(presses.size());
        anchor = anchor == null ? first : anchor;
        if (now != null) {
            kept = now;
            keptInThisBoot = true;
        }
        ledger.publish();
        return null;
    }

    private void commit(Connection open, List<Press> presses, @Nullable Kept now, @Nullable Anchor first)
            throws SQLException {
        open.setAutoCommit(false);
        Optional<RunSpan> left = space.makeRoom(open, presses.size());
        long runId = ledger.runId();
        if (!presses.isEmpty()) {
            runId = runId == 0 ? OutboxTables.insertRun(open, ledger.run(), boot) : runId;
            connection.insert(runId, presses);
        }
        if (first != null) {
            OutboxTables.insertAnchor(open, boot, first);
        }
        if (now != null && !isKept(now)) {
            OutboxTables.rewriteKept(open, boot, now);
        }
        open.commit();
        open.setAutoCommit(true); // else the driver begins the next transaction at once, and holds the log
        left.ifPresent(ledger::shortened);
        ledger.appended(runId, presses.size());
    }

    private boolean isKept(@Nullable Kept now) {
        return now == null || (keptInThisBoot && now.equals(kept));
    }

    /** What was kept at the last commit. */
    Kept kept() {
        return kept;
    }

    /** Whether that is of this boot. */
    boolean isKeptFromThisBoot() {
        return keptInThisBoot;
    }

    /** The anchor that is stored for this boot. */
    @Nullable
    Anchor anchor() {
        return anchor;
    }
}
