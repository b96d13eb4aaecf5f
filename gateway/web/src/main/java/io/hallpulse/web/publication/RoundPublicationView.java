package io.hallpulse.web.publication;

import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.Signed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one publication of a round, for those who draw it up and sign it.
 *
 * @param acts what this person may do now: prepare, approve, live, correct, withdraw
 * @param digest of what is signed together; empty where nothing is drawn up
 * @param units whose own rows there are; none where one sheet is for all
 * @param unit whose rows are shown; empty for those of all
 * @param sheet null where there is nothing to be shown yet
 * @param isStored whether it is the sheet that is signed, and not what would be drawn up now
 * @param published digest under which the public sees it; empty where it does not
 * @param before corrected and withdrawn ones, the newest first
 */
public record RoundPublicationView(
        String scheme,
        String period,
        Label name,
        String roundState,
        RoundPublicationsView.Line line,
        List<String> acts,
        String digest,
        List<Label> units,
        List<String> unitIds,
        String unit,
        @Nullable SheetView sheet,
        boolean isStored,
        String published,
        List<Before> before,
        @Nullable Refusal refusal) {
    public RoundPublicationView {
        acts = List.copyOf(acts);
        units = List.copyOf(units);
        unitIds = List.copyOf(unitIds);
        before = List.copyOf(before);
    }

    /** One that does not hold any more. */
    public record Before(String digest, String unit, String state, String reason) {}

    /** Where its page is, below the console. */
    public String page() {
        return "publications/" + scheme + "/" + period + "/" + line.publication();
    }

    public boolean may(String act) {
        return acts.contains(act);
    }

    /** Who has signed. */
    public List<Signed> signed() {
        return line.signed();
    }
}
