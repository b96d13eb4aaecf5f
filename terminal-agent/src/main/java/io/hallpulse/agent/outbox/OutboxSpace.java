package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.RunSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/**
 * The room for presses, in the file and on its disk: what the limits leave, and what is deleted to make some. For the writer's thread;
 * {@link #faults} and {@link #freeBytes} for any.
 */
final class OutboxSpace {
    private static final int DELETE_AT_ONCE = 1000;
    /** So much free room within the file is enough for the next commits, so that nothing needs to be deleted for them. */
    private static final long ROOM_BYTES = 64 << 10;
    /** No press takes more of the file, not even one that splits a page on each level. */
    private static final long PRESS_BYTES = 32 << 10;

    private final OutboxLimits limits;
    private final RunLedger ledger;
    private final Backlog backlog;
    private final DiskSpace disk;
    /** So many presses have room for certain, so that the file's size need not be queried. */
    private long roomForPresses;

    OutboxSpace(Path folder, OutboxLimits limits, RunLedger ledger, Backlog backlog) throws IOException {
        this.limits = limits;
        this.ledger = ledger;
        this.backlog = backlog;
        this.disk = new DiskSpace(folder, limits);
        disk.fill();
    }

    void fileOpened() {
        roomForPresses = 0;
    }

    /** Whether one more press of a run that has begun fits for certain. */
    boolean isCertain() {
        return ledger.runId() != 0 && roomForPresses > 0 && ledger.held() < limits.presses() && !disk.isLow();
    }

    void appended(int presses) {
        roomForPresses -= presses;
    }

    /**
     * Deletes the oldest acknowledged rows where room is short, in the file or on the disk.
     *
     * @return what is left of the run in which rows were deleted, for the ledger once that is committed
     * @throws OutboxFull where the presses have no room
     */
    Optional<RunSpan> makeRoom(Connection open, int presses) throws SQLException {
        OutboxTables.Size size = OutboxTables.size(open);
        roomForPresses = (limits.bytes() - size.usedBytes()) / PRESS_BYTES;
        boolean full = size.usedBytes() >= limits.bytes() || ledger.held() + presses > limits.presses();
        boolean wouldGrow = disk.isLow() && size.freeBytes() < ROOM_BYTES;
        Optional<RunSpan> left = full || wouldGrow ? deleteOldest(open) : Optional.empty();
        if (full && left.isEmpty() && presses > 0) {
            throw new OutboxFull();
        }
        return left;
    }

    /** On a full disk: the log goes into the file, and the file gets free pages. */
    void makeDiskRoom(Connection open) throws SQLException {
        OutboxTables.emptyLog(open);
        open.setAutoCommit(false);
        Optional<RunSpan> left =
                OutboxTables.size(open).freeBytes() < ROOM_BYTES ? deleteOldest(open) : Optional.empty();
        open.commit();
        open.setAutoCommit(true);
        left.ifPresent(ledger::shortened);
        ledger.publish();
        OutboxTables.emptyLog(open);
    }

    private Optional<RunSpan> deleteOldest(Connection open) throws SQLException {
        Map<String, Long> acknowledged = backlog.acknowledged();
        for (RunSpan span : ledger.spans()) {
            long upTo = Math.min(acknowledged.getOrDefault(span.run(), 0L), span.low() + DELETE_AT_ONCE - 1);
            upTo = Math.min(upTo, span.next() - 1);
            if (upTo >= span.low()) {
                OutboxTables.deleteUpTo(open, span, upTo);
                return Optional.of(new RunSpan(span.run(), upTo + 1, span.next()));
            }
        }
        return Optional.empty();
    }

    /** Whether it failed because the disk is full, which SQLite may see only when it syncs or opens a file. */
    boolean isShort(SQLException e) {
        return OutboxFile.is(e, SQLiteErrorCode.SQLITE_FULL)
                || (disk.isFull()
                        && (OutboxFile.is(e, SQLiteErrorCode.SQLITE_IOERR)
                                || OutboxFile.is(e, SQLiteErrorCode.SQLITE_CANTOPEN)));
    }

    /** Gives the next half of the ballast away; false where nothing is left. */
    boolean releaseBallast() {
        return disk.release();
    }

    /** Checks the disk; once a second or so. */
    void check() {
        disk.check();
    }

    boolean isLow() {
        return disk.isLow();
    }

    List<String> faults() {
        return disk.faults();
    }

    long freeBytes() {
        return disk.freeBytes();
    }
}
