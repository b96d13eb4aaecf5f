package io.hallpulse.gateway.ca;

import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.util.Map;

/**
 * A request of the command {@code gateway ca renew}, done in the gateway that runs.
 *
 * @param user of the machine, who ran the command
 */
public record CaRequest(String user) {
    /** What the gateway's control socket calls these requests. */
    public static final String CONTROL = "ca";

    /** Does it; what it returns is what the command prints as JSON. */
    public Object answer(OwnCertificates own) {
        try {
            return Map.of("renewed", own.renew());
        } catch (IOException e) {
            throw new OperationFailed("not all are renewed: " + e.getMessage(), e);
        }
    }
}
