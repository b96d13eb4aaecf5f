package io.hallpulse.web.cases;

import io.hallpulse.web.QrCode;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a case, for whoever wrote it.
 *
 * @param isNew whether it was written just now
 * @param code the link to keep
 * @param due when the next thing is to happen; null for never
 * @param answers texts that are meant for the writer
 * @param ratings that the writer gave
 * @param mayRateAgain whether a second one is taken now
 * @param refusal why one was not taken; empty where nothing was refused
 */
public record FollowView(
        boolean isNew,
        QrCode code,
        String number,
        String title,
        String zh,
        String en,
        String text,
        Instant written,
        String state,
        boolean ended,
        @Nullable Instant due,
        boolean overdue,
        ZoneId zone,
        List<Answer> answers,
        List<Rating> ratings,
        boolean mayRateAgain,
        String refusal) {
    public FollowView {
        answers = List.copyOf(answers);
        ratings = List.copyOf(ratings);
    }

    /** What somebody at work said to the writer. */
    public record Answer(Instant at, String text) {}

    public String subject(Words t) {
        return t.of(zh, en);
    }

    public String heading(Words t) {
        return isNew ? t.of("已收到，谢谢您", "We have it, thank you") : t.of("您反映的事情", "What you wrote about");
    }
}
