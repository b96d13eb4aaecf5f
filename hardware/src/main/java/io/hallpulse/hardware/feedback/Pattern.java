package io.hallpulse.hardware.feedback;

import io.hallpulse.hardware.Answer;
import java.util.concurrent.TimeUnit;

/** The pattern in which a lamp or a buzzer shows an answer. Each differs from the others at first sight, and each ends by itself. Pure. */
public record Pattern(int times, long onMillis, long offMillis) {
    /** A single beep, as a sign of life. */
    public static final Pattern ONE_BEEP = new Pattern(1, 150, 0);

    /** A lamp by itself, that is no answer. */
    public static final Pattern ONE_LIGHT = new Pattern(1, 800, 0);

    /** Ten seconds of blinking, to find a device by. */
    public static final Pattern BLINK = new Pattern(10, 500, 500);

    /** Twenty slow seconds, in which a second key may be pressed. */
    public static final Pattern CHOICE = new Pattern(10, 1000, 1000);

    private static final Pattern THANKS = new Pattern(1, 1500, 0);
    private static final Pattern HAD_YOURS = new Pattern(2, 250, 250);
    private static final Pattern WENT_WRONG = new Pattern(15, 100, 100);
    private static final Pattern CLOSED_HERE = new Pattern(3, 600, 600);

    private static final Pattern SHORT = new Pattern(1, 80, 0);
    private static final Pattern TWO_SHORT = new Pattern(2, 80, 120);
    private static final Pattern MANY_SHORT = new Pattern(6, 80, 80);
    private static final Pattern LONG = new Pattern(1, 900, 0);

    /** Thank you: one long light. Had yours already: two short ones. Not stored: fast flicker. Nobody serves here: three slow ones. */
    public static Pattern lamp(Answer answer) {
        return switch (answer) {
            case STORED -> THANKS;
            case ALREADY_COUNTED -> HAD_YOURS;
            case NOT_STORED -> WENT_WRONG;
            case OUT_OF_SERVICE -> CLOSED_HERE;
        };
    }

    /** The same in beeps, shorter, since a hall has many windows. */
    public static Pattern buzzer(Answer answer) {
        return switch (answer) {
            case STORED -> SHORT;
            case ALREADY_COUNTED -> TWO_SHORT;
            case NOT_STORED -> MANY_SHORT;
            case OUT_OF_SERVICE -> LONG;
        };
    }

    /** Whether the lamp is lit, or the buzzer sounds, so long after the answer. */
    public boolean isOn(long elapsedNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(elapsedNanos);
        long period = onMillis + offMillis;
        return millis / period < times && millis % period < onMillis;
    }

    /** How long after that the light changes next, in nanoseconds; over is a change too. At least 1. */
    public long nanosToNextStep(long elapsedNanos) {
        long period = TimeUnit.MILLISECONDS.toNanos(onMillis + offMillis);
        long within = elapsedNanos % period;
        long lit = TimeUnit.MILLISECONDS.toNanos(onMillis);
        return (within < lit ? lit : period) - within;
    }

    public boolean isOver(long elapsedNanos) {
        return TimeUnit.NANOSECONDS.toMillis(elapsedNanos) >= times * (onMillis + offMillis);
    }
}
