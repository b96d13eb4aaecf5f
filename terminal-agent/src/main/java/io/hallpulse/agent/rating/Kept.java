package io.hallpulse.agent.rating;

import java.util.List;
import java.util.Map;

/**
 * What of the rules' state a restart must not lose, and no press tells.
 *
 * @param sessions those that wait for their key, and those whose further keys are repeats; by window
 * @param onDuty windows to the staff that signed in there
 */
public record Kept(List<WindowSession> sessions, Map<String, String> onDuty) {
    /** Nothing to lose. */
    public static final Kept NOTHING = new Kept(List.of(), Map.of());

    public Kept {
        sessions = List.copyOf(sessions);
        onDuty = Map.copyOf(onDuty);
    }

    public boolean isNothing() {
        return sessions.isEmpty() && onDuty.isEmpty();
    }
}
