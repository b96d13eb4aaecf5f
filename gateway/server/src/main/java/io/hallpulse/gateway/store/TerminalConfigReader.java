package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.database.Statements;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The files that terminals are wanted to run on, for those who read them. Any thread. */
public final class TerminalConfigReader {
    private final Jdbi readers;

    TerminalConfigReader(Jdbi readers) {
        this.readers = readers;
    }

    /** The versions of a terminal, the last one first. */
    public List<TerminalConfigRow> all(TerminalId terminal) {
        return read(table -> table.all(terminal));
    }

    /** The last versions of terminals that have yet to say what became of them. */
    public List<TerminalConfigRow> open() {
        return read(TerminalConfigTable::open);
    }

    private interface Query {
        List<TerminalConfigRow> of(TerminalConfigTable table) throws SQLException;
    }

    private List<TerminalConfigRow> read(Query query) {
        try {
            return readers.<List<TerminalConfigRow>, SQLException>withHandle(
                    handle -> query.of(new TerminalConfigTable(new Statements(handle.getConnection()))));
        } catch (SQLException e) {
            throw new IllegalStateException("the configurations cannot be read: " + e.getMessage(), e);
        }
    }
}
