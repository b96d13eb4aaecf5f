package io.hallpulse.web.ballot;

import java.util.List;
import java.util.Locale;

/**
 * Sheets of paper for a ballot, as they are printed: the form in both languages, each sheet with its serial.
 *
 * @param call with all subjects
 */
public record BallotSheetsView(BallotView call, List<Integer> serials) {
    /** So many subjects fit on a sheet about one of them; of more, the number is written by hand. */
    private static final int LISTED = 60;

    public BallotSheetsView {
        serials = List.copyOf(serials);
    }

    /** Whether the subjects stand on the sheet, each with a box. */
    public boolean isListed() {
        return call.isAboutMany() || call.size() <= LISTED;
    }

    /** A serial as it is printed, of six digits at least. */
    public static String printed(int serial) {
        return String.format(Locale.ROOT, "%06d", serial);
    }
}
