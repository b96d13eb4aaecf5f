package io.hallpulse.domain.fraud;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a press can be found to be. The ids never change: stored presses bear them. */
public enum Rule {
    /** Sooner than so many seconds after the one before it. */
    INTERVAL("interval", true, false, Parameter.whole("seconds", 5, 1, 600)),
    /** The k-th within so many seconds, and those after it. */
    BURST("burst", true, false, Parameter.whole("presses", 5, 2, 100), Parameter.whole("seconds", 20, 1, 3600)),
    /** Outside a session, at a window where one opens the rating. */
    NO_SESSION("no-session", true, false),
    /** While the hall is closed, or the window paused. */
    CLOSED("closed", true, false, Parameter.whole("graceMinutes", 10, 0, 240)),
    /** In a run of top ratings that is longer than chance explains. */
    RUN(
            "run",
            true,
            false,
            Parameter.fraction("probability", "0.0001", "0.00000001", "0.01"),
            Parameter.whole("atLeast", 12, 3, Rule.LONGEST_RUN)),
    /** At too even a distance from those before it. */
    REGULAR(
            "regular",
            true,
            false,
            Parameter.whole("presses", 10, 5, 100),
            Parameter.fraction("variation", "0.08", "0.001", "0.5")),
    /** A top rating near a sign-in or a sign-out of staff. */
    SIGN("sign", false, false, Parameter.whole("seconds", 10, 1, 600)),
    /** Its terminal's clock was set back or forward; a notice, nothing is flagged. */
    CLOCK_JUMP("clock-jump", true, true),
    /** More ratings in an hour of its window than so many times the tickets that were closed; a notice of the hour, no press meets it. */
    TICKETS("tickets", true, true, Parameter.fraction("factor", "1.1", "1", "10"));

    /** No run is followed further back: what would take longer to be beyond chance is never found so. */
    public static final int LONGEST_RUN = 1000;

    private final String id;
    private final boolean presetOn;
    private final boolean notice;
    private final List<Parameter> parameters;

    Rule(String id, boolean presetOn, boolean notice, Parameter... parameters) {
        this.id = id;
        this.presetOn = presetOn;
        this.notice = notice;
        this.parameters = List.of(parameters);
    }

    public String id() {
        return id;
    }

    /** Whether it is on in the set that we propose. */
    public boolean isPresetOn() {
        return presetOn;
    }

    /** Whether a press that meets it goes on being counted. */
    public boolean isNotice() {
        return notice;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** The rule of an id; empty where there is none. */
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
    }
}
