package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a round, and the form that states one.
 *
 * @param which {@code all}, {@code unverified} or {@code struck}
 * @param subject about whom alone; empty for all
 * @param more number below which the next ones are; 0 where there are none
 * @param own whether this person sees the own ones alone
 * @param taken whether the round takes facts
 * @param items what this person may state; empty for nothing
 * @param subjects whom facts may be about
 * @param entered what the form has
 * @param once how many facts there are: the same form with the same number is the same fact, though it is sent twice
 * @param refusal why what was just asked for was not done; null where nothing was
 */
public record FactsView(
        String scheme,
        String period,
        Label name,
        String state,
        ZoneId zone,
        String which,
        String subject,
        List<FactLine> facts,
        long more,
        boolean own,
        boolean taken,
        List<Item> items,
        List<Choice> subjects,
        Entered entered,
        long once,
        @Nullable Refusal refusal,
        boolean done) {
    public FactsView {
        facts = List.copyOf(facts);
        items = List.copyOf(items);
        subjects = List.copyOf(subjects);
    }

    public String page() {
        return "rounds/" + scheme + "/" + period;
    }

    public Badge badge() {
        return AssessmentWords.round(state);
    }

    /** An item of a ledger, as {@code ledger.item}. */
    public record Item(String id, Label name, String points, boolean proof) {}

    /** A subject that can be chosen. */
    public record Choice(String id, Label name) {}

    /** What the form has. */
    public record Entered(String item, String subject, String day, String points, String proof) {}
}
