package io.hallpulse.hardware;

import java.util.List;

/** A signal that the host shows to the people in front of a device. A device that cannot show it does nothing. */
public sealed interface MeterSignal {
    /** Prompts the citizen for a rating: by lamps or by voice, as the meter has them. */
    record Open() implements MeterSignal {}

    /** Lights 0 to 5 stars. */
    record Stars(int count) implements MeterSignal {
        public Stars {
            if (count < 0 || count > 5) {
                throw new IllegalArgumentException("stars: is " + count + "; give 0 to 5");
            }
        }
    }

    /** Shows a number, such as the ticket that is called: 1 to 6 digits. */
    record Number(String digits) implements MeterSignal {
        public Number {
            if (!digits.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException("number: is " + digits + "; give 1 to 6 digits");
            }
        }
    }

    /** Asks for a reason after a press, alike whatever was pressed: the lamps of these keys blink for 20 s; one that has none beeps once. */
    record Reasons(List<String> keys) implements MeterSignal {
        public Reasons {
            keys = List.copyOf(keys);
        }
    }

    /** One short beep, to find the device by. */
    record Beep() implements MeterSignal {}

    /** Blinks with all lamps for ten seconds, so that somebody finds the device; one that has none beeps once. */
    record Blink() implements MeterSignal {}

    /** Lights one key's lamp for a second, to see which it is; a device without that lamp stays dark. */
    record Lamp(String key) implements MeterSignal {}
}
