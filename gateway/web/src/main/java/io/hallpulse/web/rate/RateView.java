package io.hallpulse.web.rate;

import io.hallpulse.web.Words;
import java.util.List;

/**
 * The page on which a person rates a service by phone. It looks alike whatever the level is.
 *
 * @param token what the form carries, empty where there is none
 * @param level that was chosen, 0 before that; it is never shown again
 * @param choices the reasons that can be given, as many at every level
 */
public record RateView(
        State state,
        String hallZh,
        String hallEn,
        String window,
        String windowZh,
        String windowEn,
        String token,
        int level,
        List<Choice> choices) {
    /** What the page asks or says. */
    public enum State {
        LEVEL,
        REASONS,
        DONE,
        /** Too many came from this address; nothing was counted. */
        LIMIT,
        /** The form was open for too long; it begins anew. */
        EXPIRED,
        /** The database does not answer; the same can be sent again. */
        AWAY
    }

    public RateView {
        choices = List.copyOf(choices);
    }

    /** A reason that can be given. */
    public record Choice(int code, String chinese, boolean chosen) {
        /** Its text in a language. */
        public String text(Words t) {
            return t.of(chinese, ReasonText.english(code));
        }
    }

    public boolean asksForLevel() {
        return state == State.LEVEL || state == State.EXPIRED;
    }

    public boolean asksForReasons() {
        return state == State.REASONS || state == State.AWAY;
    }

    /** What the page is about, in a few words. */
    public String title(Words t) {
        return switch (state) {
            case LEVEL, EXPIRED -> t.of("请评价本次服务", "How was this service?");
            case REASONS, AWAY -> t.of("原因（可不选）", "Reasons, if you like");
            case DONE -> t.of("谢谢您的评价", "Thank you");
            case LIMIT -> t.of("请稍后再来", "Please come back later");
        };
    }

    public String hall(Words t) {
        return t.of(hallZh, hallEn);
    }

    public String windowName(Words t) {
        return t.of(windowZh, windowEn);
    }
}
