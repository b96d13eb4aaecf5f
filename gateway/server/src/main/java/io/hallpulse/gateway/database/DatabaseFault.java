package io.hallpulse.gateway.database;

import io.hallpulse.gateway.fault.Fault;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a database says when it fails, without what pool, driver and migrations wrap around it. */
public final class DatabaseFault {
    private static final String FULL =
            "its disk is full; make room there, and what terminals keep meanwhile is stored by itself";
    private static final String POSTGRES_DISK_FULL = "53100";

    private DatabaseFault() {}

    /** One line: the first of the innermost failure that came from a database, else the message as it is. A full disk has its mend. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                innermost = cause;
            }
        }
        if (innermost instanceof SQLException sql && isFull(sql)) {
            return FULL;
        }
        String reason = Fault.oneLine(innermost);
        if (innermost instanceof SQLException && innermost.getMessage() != null) {
            reason = innermost.getMessage().strip().lines().findFirst().orElse(reason);
        }
        return reason.replaceFirst("^(ERROR|FATAL): ", "");
    }

    private static boolean isFull(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                : POSTGRES_DISK_FULL.equals(failure.getSQLState());
    }

    /** Whether a failure lies in what was to be written, rather than in disk or database. */
    public static boolean isOfData(SQLException failure) {
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
}
