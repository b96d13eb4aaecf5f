package io.hallpulse.gateway.account;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import java.util.Map;

/**
 * A request of the command {@code gateway terminals forget}, done in the gateway that runs.
 *
 * @param user of the machine, who ran the command
 * @param terminal such as {@code north/n-03}
 */
public record TerminalsRequest(String user, String terminal) {
    /** What the gateway's control socket calls these requests. */
    public static final String CONTROL = "terminals";

    /** The terminal of a text such as {@code north/n-03}. */
    public static TerminalId terminal(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2
                || !Identifiers.isLowerCaseIdentifier(parts[0])
                || !Identifiers.isLowerCaseIdentifier(parts[1])) {
            throw new IllegalArgumentException("'" + text + "' is no HALL/TERMINAL, such as north/n-03");
        }
        return new TerminalId(parts[0], parts[1]);
    }

    /** Does it; what it returns is what the command prints as JSON. */
    public Object answer(Forgetting forgetting) throws InterruptedException {
        forgetting.forget(Actor.command(user), terminal(terminal));
        return Map.of("terminal", terminal);
    }
}
