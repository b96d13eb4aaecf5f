package io.hallpulse.web.ballot;

import io.hallpulse.web.assessment.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a clerk keys a pile of sheets, and sees nothing of what another one keyed.
 *
 * @param call the questions of the form
 * @param batch as this clerk may see it
 * @param place of the next sheet; 0 where all are keyed
 * @param missing places that this clerk has not keyed
 * @param records whether this person keys sheets at all
 * @param strikes whether this person strikes missing sheets
 */
public record SheetView(
        BallotView call,
        BallotsView.BatchRow batch,
        int place,
        List<Integer> missing,
        boolean records,
        boolean strikes,
        @Nullable Refusal refusal) {
    /** Subjects that a sheet about many can name on this page. */
    public static final int NAMED = 10;

    public SheetView {
        missing = List.copyOf(missing);
    }
}
