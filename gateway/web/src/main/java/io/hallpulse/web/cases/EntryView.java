package io.hallpulse.web.cases;

import io.hallpulse.web.assessment.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form at the desk, by which a case is taken in.
 *
 * @param subjects that it can be about
 * @param sent what was typed already
 */
public record EntryView(
        List<CasesView.Choice> flows,
        List<WriteView.Place> subjects,
        Sent sent,
        String csv,
        @Nullable Refusal refusal) {
    /** What a form holds. */
    public record Sent(
            String flow, String channel, String subject, String title, String text, String external, String deadline) {
        public static final Sent NOTHING = new Sent("", "desk", "", "", "", "", "");
    }

    public EntryView {
        flows = List.copyOf(flows);
        subjects = List.copyOf(subjects);
    }
}
