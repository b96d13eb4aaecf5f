package io.hallpulse.gateway.store;

import io.hallpulse.gateway.fault.Fault;
import java.sql.SQLException;

/** What a database says when it fails, without what pool, driver and migrations wrap around it. */
public final class DatabaseFault {
    private DatabaseFault() {}

    /** One line: the first of the innermost failure that came from a database, else the message as it is. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                innermost = cause;
            }
        }
        String reason = Fault.oneLine(innermost);
        if (innermost instanceof SQLException && innermost.getMessage() != null) {
            reason = innermost.getMessage().strip().lines().findFirst().orElse(reason);
        }
        return reason.replaceFirst("^(ERROR|FATAL): ", "");
    }
}
