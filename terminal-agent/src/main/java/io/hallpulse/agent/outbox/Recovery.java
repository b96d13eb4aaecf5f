package io.hallpulse.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/**
 * The ways in which the outbox is opened: at the start, again after an error, and anew after a corrupt file was set aside. Whatever it
 * finds, no number of a run is used twice, and no stored press leaves the count. For the writer's thread.
 */
final class Recovery {
    private final OutboxFile file;
    private final WritingConnection connection;
    private final AppendTransaction transaction;
    private final RunLedger ledger;
    private final OutboxSpace space;
    private final Notebook notebook;
    private final OutboxFaults faults;
    private final RandomGenerator random;

    Recovery(
            OutboxFile file,
            WritingConnection connection,
            AppendTransaction transaction,
            RunLedger ledger,
            OutboxSpace space,
            Notebook notebook,
            OutboxFaults faults,
            RandomGenerator random) {
        this.file = file;
        this.connection = connection;
        this.transaction = transaction;
        this.ledger = ledger;
        this.space = space;
        this.notebook = notebook;
        this.faults = faults;
        this.random = random;
    }

    /**
     * Opens the file, or opens it again, and reads back what it holds.
     *
     * @throws SQLException where that fails now; it may be tried again
     */
    void open() throws SQLException {
        do {
            connection.close();
            try {
                boolean known = file.finishSettingAside();
                if (file.isEmptied()) {
                    throw new CorruptRow(new IllegalStateException("the file was emptied"));
                }
                load(known);
                return;
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            } catch (SQLException e) {
                connection.close();
                if (OutboxFile.isCorrupt(e)) {
                    beginAnew(e);
                    return;
                }
                if (!space.isShort(e) || !space.releaseBallast()) {
                    throw e;
                }
            }
        } while (true);
    }

    /** As {@link #open}, and what a failed commit left in the log can never come back, not even after a power cut. */
    void openAndSettle() throws SQLException {
        open();
        try {
            OutboxTables.emptyLog(connection.get());
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Sets the corrupt file aside and begins a new one, with a new run. */
    void beginAnew(SQLException why) throws SQLException {
        connection.close();
        long stored = Math.max(ledger.stored(), file.countStored());
        try {
            Path aside = file.setAside(ledger.run(), random);
            faults.setAside(aside, why);
            long ever = Math.max(notebook.storedEver(), notebook.storedElsewhere() + stored);
            notebook.storedElsewhere(ever);
        } catch (IOException e) {
            throw new SQLException("the corrupt outbox cannot be set aside: " + e.getMessage(), e);
        }
        ledger.beginAnew();
        load(true);
    }

    /** @param known whether the log has a line already of presses that are missing */
    private void load(boolean known) throws SQLException {
        transaction.open();
        try {
            faults.foundAside(file.newestBad().orElse(null));
            long gone = notebook.storedEver() - (notebook.storedElsewhere() + ledger.stored());
            if (gone > 0) {
                if (!known) {
                    faults.missing(gone);
                }
                notebook.storedElsewhere(notebook.storedElsewhere() + gone);
            }
        } catch (IOException e) {
            faults.unwritableNotebook(e);
        }
    }

    /**
     * After a failed commit: whether its rows are there all the same.
     *
     * @param run that they are of
     * @param next the seq after them
     * @param clean whether they cannot be in the log, from where a power cut would bring them back
     */
    Outbox.Outcome readBack(SQLException failure, String run, long next, boolean clean) {
        try {
            if (OutboxFile.isCorrupt(failure)) {
                beginAnew(failure);
            } else {
                report(failure);
                if (!clean) {
                    openAndSettle();
                } else if (!connection.isOpen()) {
                    open();
                }
            }
        } catch (SQLException e) {
            report(e);
            return clean ? Outbox.Outcome.REFUSED : Outbox.Outcome.UNKNOWN;
        }
        return ledger.run().equals(run) && ledger.nextSeq() == next ? Outbox.Outcome.STORED : Outbox.Outcome.REFUSED;
    }

    /** Presses cannot be stored now, until one is again. */
    void report(SQLException e) {
        faults.unwritable(e, space.isShort(e));
    }
}
