package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.directory.Text;
import java.util.Optional;
import java.util.Set;

/**
 * The rating that whoever gave a bad one with a name may give once more, after what was done about it (design 7.3). Scores take the first
 * one; the second stands beside it.
 */
public final class SecondRating {
    private static final Set<String> STATES =
            Set.of(BuiltInFlows.CALL_BACK, BuiltInFlows.MENDED, BuiltInFlows.EXPLAINED, BuiltInFlows.UNREACHABLE);

    private SecondRating() {}

    /** Whether a case of ratings with a name is so far that a second one can be given. */
    public static boolean isAskedFor(String state, boolean given) {
        return STATES.contains(state) && !given;
    }

    /**
     * Why it is not taken; empty where it is.
     *
     * @param named whether the case is about a rating with a name
     * @param given whether it was given before
     */
    public static Optional<Text> refusal(boolean named, String state, boolean given, int level) {
        if (!named) {
            return refused("只有留名差评可以再评一次", "only a bad rating with a name is rated a second time");
        }
        if (given) {
            return refused("第二次评价已经收到，只能评一次", "the second rating is there already; it is given once");
        }
        if (!STATES.contains(state)) {
            return state.equals(BuiltInFlows.EXCLUDED)
                    ? refused("申诉成立，首次评价不计入考核，不再评第二次", "the first rating is excluded, so there is no second one")
                    : refused(
                            "还在办理，回访或办结后才能再评",
                            "it is under way; a second rating is taken at the call-back or after the end");
        }
        return level < 1 || level > 5 ? refused("请从五个等级中选一个", "choose one of the five levels") : Optional.empty();
    }

    private static Optional<Text> refused(String zh, String en) {
        return Optional.of(new Text(zh, en));
    }
}
