package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Flow.Channel;
import io.hallpulse.domain.assessment.scheme.Flow.Extension;
import io.hallpulse.domain.assessment.scheme.Flow.Need;
import io.hallpulse.domain.assessment.scheme.Flow.State;
import io.hallpulse.domain.assessment.scheme.Flow.StateLimit;
import io.hallpulse.domain.assessment.scheme.Flow.Transition;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Flows that are there without a scheme's file: those of bad ratings (差评), which belong to the gateway and to no one scheme. A batch of
 * presses has a reply, an inspector's check and mending. Whoever left a name is called back besides, and such a case alone can be appealed.
 */
public final class BuiltInFlows {
    /** The scheme that such cases belong to. No file can have that id. */
    public static final String SCHEME = "@gateway";

    public static final int VERSION = 1;
    public static final String BAD_RATING = "bad-rating";
    public static final String BAD_RATING_NAMED = "bad-rating-named";

    private static final String CHECKING = "checking";
    private static final String MENDING = "mending";
    private static final String MENDING_LONG = "mending-long";
    static final String CALL_BACK = "call-back";
    private static final String REVIEW = "review";
    static final String MENDED = "mended";
    static final String EXPLAINED = "explained";
    static final String UNREACHABLE = "unreachable";
    /** The state and the outcome of a case whose appeal was upheld. */
    public static final String EXCLUDED = "excluded";

    private static final Limit DAY = Limit.parse("24h");
    private static final Limit THREE = Limit.parse("3wd");
    private static final Limit FIVE = Limit.parse("5wd");
    private static final Limit FIFTEEN = Limit.parse("15wd");

    /** By id. */
    public static final Map<String, Flow> FLOWS = Map.of(BAD_RATING, batch(), BAD_RATING_NAMED, named());

    private BuiltInFlows() {}

    /** Whether cases of a flow are about a rating whose writer left a name. */
    public static boolean isNamed(String scheme, String flow) {
        return scheme.equals(SCHEME) && flow.equals(BAD_RATING_NAMED);
    }

    private static Flow batch() {
        Map<String, State> states = new LinkedHashMap<>();
        states.put("new", state(DAY, AssessmentRole.ORGANISER, Map.of("reply", by(CHECKING, AssessmentRole.CONTACT))));
        states.put(
                CHECKING,
                state(
                        THREE,
                        AssessmentRole.ORGANISER,
                        ordered(
                                MENDED,
                                outcome(MENDED, AssessmentRole.INSPECTOR, Need.TEXT),
                                EXPLAINED,
                                outcome(EXPLAINED, AssessmentRole.INSPECTOR, Need.TEXT),
                                "mend",
                                by(MENDING, AssessmentRole.INSPECTOR),
                                "mend-long",
                                by(MENDING_LONG, AssessmentRole.INSPECTOR))));
        Map<String, Transition> done = Map.of("done", by(CHECKING, AssessmentRole.CONTACT));
        states.put(MENDING, mending(FIVE, done));
        states.put(MENDING_LONG, mending(FIFTEEN, done));
        ends(states, MENDED, EXPLAINED);
        return new Flow(new Name("差评整改", "Bad ratings"), Set.of(Channel.KEY), false, null, false, states);
    }

    private static Flow named() {
        Transition appeal = new Transition(
                REVIEW, List.of(AssessmentRole.CONTACT), List.of(), Set.of(Need.TEXT), THREE, null, false);
        Map<String, State> states = new LinkedHashMap<>();
        states.put(
                "new",
                state(
                        DAY,
                        AssessmentRole.ORGANISER,
                        ordered("reply", by(CHECKING, AssessmentRole.CONTACT), "appeal", appeal)));
        states.put(
                CHECKING,
                state(
                        THREE,
                        AssessmentRole.ORGANISER,
                        ordered(
                                "answered", by(CALL_BACK, AssessmentRole.INSPECTOR),
                                "mend", by(MENDING, AssessmentRole.INSPECTOR),
                                "mend-long", by(MENDING_LONG, AssessmentRole.INSPECTOR))));
        Map<String, Transition> done = ordered("done", by(CHECKING, AssessmentRole.CONTACT), "appeal", appeal);
        states.put(MENDING, mending(FIVE, done));
        states.put(MENDING_LONG, mending(FIFTEEN, done));
        states.put(
                CALL_BACK,
                state(
                        THREE,
                        AssessmentRole.ORGANISER,
                        ordered(
                                MENDED,
                                outcome(MENDED, AssessmentRole.CALLER, Need.CALLBACK),
                                EXPLAINED,
                                outcome(EXPLAINED, AssessmentRole.CALLER, Need.CALLBACK),
                                UNREACHABLE,
                                outcome(UNREACHABLE, AssessmentRole.CALLER, Need.CALLBACK),
                                "discontent",
                                way(MENDING, AssessmentRole.CALLER, List.of(), Set.of(Need.CALLBACK), null))));
        states.put(
                REVIEW,
                state(
                        FIVE,
                        AssessmentRole.ORGANISER,
                        ordered(
                                EXCLUDED,
                                way(
                                        EXCLUDED,
                                        AssessmentRole.REVIEWER,
                                        List.of(AssessmentRole.REVIEWER),
                                        Set.of(Need.TEXT),
                                        EXCLUDED),
                                "rejected",
                                by(MENDING, AssessmentRole.REVIEWER))));
        ends(states, MENDED, EXPLAINED, UNREACHABLE, EXCLUDED);
        return new Flow(new Name("留名差评", "Bad rating with a name"), Set.of(Channel.WEB), false, null, false, states);
    }

    private static State mending(Limit limit, Map<String, Transition> next) {
        return new State(
                new StateLimit.For(limit),
                null,
                null,
                new Extension(List.of(AssessmentRole.ORGANISER), FIVE),
                List.of(AssessmentRole.DISCIPLINE),
                next,
                false,
                null);
    }

    private static State state(Limit limit, AssessmentRole tell, Map<String, Transition> next) {
        return new State(new StateLimit.For(limit), null, null, null, List.of(tell), next, false, null);
    }

    private static void ends(Map<String, State> states, String... ids) {
        for (String id : ids) {
            states.put(id, new State(null, null, null, null, List.of(), Map.of(), true, null));
        }
    }

    private static Transition by(String to, AssessmentRole role) {
        return way(to, role, List.of(), Set.of(Need.TEXT), null);
    }

    private static Transition outcome(String to, AssessmentRole role, Need need) {
        return way(to, role, List.of(), Set.of(need), to);
    }

    private static Transition way(
            String to, AssessmentRole by, List<AssessmentRole> seconds, Set<Need> needs, @Nullable String fact) {
        return new Transition(to, List.of(by), seconds, needs, null, fact, false);
    }

    private static Map<String, Transition> ordered(Object... pairs) {
        Map<String, Transition> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Transition) pairs[i + 1]);
        }
        return map;
    }
}
