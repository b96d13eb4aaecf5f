package io.hallpulse.agent.rating;

import io.hallpulse.agent.clock.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An event that the rules decide upon. */
public sealed interface Event {
    Moment at();

    /** A key went down, or a meter sent its frame (again). */
    record Key(String input, String key, boolean simultaneous, Moment at) implements Event {}

    /** The business system opened a session at a window. */
    record Open(String window, Session session, Moment at) implements Event {}

    /** Staff signed in at a window, or, where it is null, out. */
    record Duty(String window, @Nullable String staff, Moment at) implements Event {}

    /** The business system closed the window's session. */
    record Close(String window, Moment at) implements Event {}

    /** A technician tries the keys of this terminal for so long: no press counts meanwhile. */
    record Test(Duration lasting, Moment at) implements Event {}

    /** Time passed. */
    record Tick(Moment at) implements Event {}
}
