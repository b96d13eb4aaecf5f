package io.hallpulse.gateway.store;

import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.gateway.database.Database;
import io.hallpulse.gateway.database.Statements;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The only writer of the database. It keeps one connection with its prepared statements and lets it go after any failure, so
 * that the next transaction begins on a fresh one. One thread.
 */
public final class StoreWriter implements AutoCloseable {
    private final HikariDataSource source;
    private final Database database;
    private final TerminalBook terminals;
    private @Nullable Statements statements;

    StoreWriter(HikariDataSource source, Database database, TerminalBook terminals) {
        this.source = source;
        this.database = database;
        this.terminals = terminals;
    }

    /** What one transaction may touch. */
    public record Tables(RunTable runs, PressTable presses, TallyTable tallies, DeadLetterTable deadLetters) {
        private static Tables of(Statements statements) {
            return new Tables(
                    new RunTable(statements),
                    new PressTable(statements),
                    new TallyTable(statements),
                    new DeadLetterTable(statements));
        }
    }

    /** The work of one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Tables tables) throws SQLException;
    }

    /**
     * Does the work and commits it, or rolls all of it back.
     *
     * @throws SQLException where work or commit failed; {@link #isDataFault} tells what kind of failure it is
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        return run(work, false);
    }

    /** As {@link #transaction}, and what was heard of the terminals is written down too. */
    public <T> T transactionWithTerminals(Work<T> work) throws SQLException {
        T result = run(work, true);
        terminals.written();
        return result;
    }

    private <T> T run(Work<T> work, boolean withTerminals) throws SQLException {
        boolean committed = false;
        try {
            Statements current = statements();
            current.connection().setAutoCommit(false);
            T result = work.on(Tables.of(current));
            if (withTerminals) {
                terminals.write(current);
            }
            current.connection().commit();
            // the driver opens the next transaction at once, and an idle one would lock others out
            current.connection().setAutoCommit(true);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                letGo();
            }
        }
    }

    /** Whether a failure lies in what was to be written, rather than in disk or database. */
    public static boolean isDataFault(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & 0xff;
            return primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                    || primary == SQLiteErrorCode.SQLITE_MISMATCH.code
                    || primary == SQLiteErrorCode.SQLITE_TOOBIG.code
                    || primary == SQLiteErrorCode.SQLITE_RANGE.code;
        }
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private Statements statements() throws SQLException {
        Statements current = statements;
        if (current == null) {
            current = new Statements(database.claim(source));
            statements = current;
        }
        return current;
    }

    private void letGo() {
        Statements current = statements;
        statements = null;
        if (current != null) {
            current.rollBack();
            source.evictConnection(current.connection());
        }
    }

    @Override
    public void close() {
        letGo();
    }
}
