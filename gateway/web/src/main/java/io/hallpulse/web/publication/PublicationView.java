package io.hallpulse.web.publication;

import io.hallpulse.web.QrCode;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one publication.
 *
 * @param sheet null where it was withdrawn
 * @param state live, replaced or withdrawn
 * @param live since when it is seen
 * @param zone by whose clock times are told
 * @param reason why it corrects another, or why it was withdrawn; else empty
 * @param replaces digest of the one that it corrects; null for none
 * @param replacedBy digest of its correction; null for none
 * @param signature in Base64
 * @param fingerprint of the key, in groups of four
 * @param pem the public key
 * @param qr leads to this page
 */
public record PublicationView(
        String digest,
        String round,
        @Nullable SheetView sheet,
        String state,
        Instant live,
        ZoneId zone,
        String reason,
        @Nullable String replaces,
        @Nullable String replacedBy,
        String signature,
        String fingerprint,
        String pem,
        QrCode qr) {
    /** What the page is about. */
    public String title(Words t) {
        SheetView shown = sheet;
        return shown == null
                ? t.of("已撤回的公布", "A publication that was withdrawn")
                : shown.scheme().text(t) + " · " + shown.kind(t);
    }

    /** A digest as it is read: groups of eight. */
    public static List<String> groups(String digest) {
        return List.of(digest.split("(?<=\\G.{8})"));
    }
}
