package io.hallpulse.gateway.assessment;

import org.jspecify.annotations.Nullable;

/**
 * A publication as it is stored.
 *
 * @param id in the database
 * @param publication as the scheme calls it
 * @param unit whose own rows it shows; empty for those of all
 * @param edition 1 for the first, one more for each correction
 * @param sinceMillis when it came to its state, milliseconds since 1970
 * @param digest of its sheet
 * @param preparedBy the login
 * @param holdMillis before when the public does not see it, milliseconds since 1970
 * @param liveMillis since when those see it whom it is for; null where they never did
 * @param replaces digest of the sheet that it corrects; null for none
 * @param reason why it corrects another, or why it was withdrawn; else empty
 */
public record PublicationRow(
        long id,
        long round,
        String publication,
        String unit,
        int edition,
        PublicationState state,
        long sinceMillis,
        String digest,
        String preparedBy,
        long holdMillis,
        @Nullable Long liveMillis,
        @Nullable String replaces,
        String reason) {
    PublicationRow in(PublicationState next, long millis) {
        return new PublicationRow(
                id,
                round,
                publication,
                unit,
                edition,
                next,
                millis,
                digest,
                preparedBy,
                holdMillis,
                liveMillis,
                replaces,
                reason);
    }

    /** The same, seen from now on. */
    PublicationRow shown(long millis) {
        return new PublicationRow(
                id,
                round,
                publication,
                unit,
                edition,
                PublicationState.LIVE,
                millis,
                digest,
                preparedBy,
                holdMillis,
                millis,
                replaces,
                reason);
    }

    PublicationRow withReason(String why) {
        return new PublicationRow(
                id,
                round,
                publication,
                unit,
                edition,
                state,
                sinceMillis,
                digest,
                preparedBy,
                holdMillis,
                liveMillis,
                replaces,
                why);
    }
}
