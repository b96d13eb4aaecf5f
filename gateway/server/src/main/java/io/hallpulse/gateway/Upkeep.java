package io.hallpulse.gateway;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.Snapshot;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;

/** What is done to a gateway's database by command, beside the gateway itself. */
public final class Upkeep {
    private Upkeep() {}

    /**
     * Works out all tallies from the raw presses.
     *
     * @param line told each difference
     * @throws IOException where a password or a temporary file fails
     * @throws OperationFailed where the database cannot be read, with one line that says why
     */
    public static Verification.Result verify(GatewayConfig config, Consumer<String> line) throws IOException {
        try (Snapshot snapshot = Snapshot.open(config.data(), config.database())) {
            return Verification.run(snapshot, snapshot.halls().current(), line);
        } catch (SQLException e) {
            throw new OperationFailed(
                    "the database cannot be read: " + DatabaseFault.reason(e)
                            + "; a gateway of this version must have run on it",
                    e);
        }
    }
}
