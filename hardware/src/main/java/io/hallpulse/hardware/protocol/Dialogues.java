package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.health.Counters;
import java.util.List;

/** Chooses the dialogue for a port. */
public final class Dialogues {
    private Dialogues() {}

    /** The dialogue with all the meters of one port; they speak one protocol. */
    public static Dialogue of(List<InputSettings.Serial> meters, Counters counters) {
        String protocol = meters.get(0).protocol();
        return switch (protocol) {
            case "ff68" -> new ListeningDialogue(new Ff68(), counters);
            default -> throw new IllegalArgumentException("protocol: is " + protocol + "; there is no such protocol");
        };
    }
}
