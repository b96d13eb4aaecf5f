package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Publication;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was published, as anybody may read it. Any thread. */
public final class PublishedSheets {
    private final AssessReading reading;
    private final Grammar grammar;

    PublishedSheets(AssessReading reading, Grammar grammar) {
        this.reading = reading;
        this.grammar = grammar;
    }

    /**
     * A publication that the public sees or saw.
     *
     * @param round its name
     * @param audience for whom it is
     * @param liveMillis since when it is seen, milliseconds since 1970
     * @param replaces digest of the one that it corrects; null for none
     * @param replacedBy digest of its correction; null for none
     * @param reason why it corrects another, or why it was withdrawn
     * @param content canonical JSON; empty where it was withdrawn
     * @param signature in Base64
     * @param publicKey SubjectPublicKeyInfo in Base64
     */
    public record Sheet(
            String digest,
            String round,
            String publication,
            Set<Publication.Audience> audience,
            PublicationState state,
            long liveMillis,
            @Nullable String replaces,
            @Nullable String replacedBy,
            String reason,
            String content,
            String signature,
            String publicKey) {
        /** Of the key, in 64 hexadecimal digits; empty where it cannot be read. */
        public String fingerprint() {
            try {
                return SheetSignature.fingerprint(SheetSignature.key(publicKey));
            } catch (GeneralSecurityException e) {
                return "";
            }
        }

        /** The public key as PEM. */
        public String pem() {
            return PublicationKey.publicPem(publicKey);
        }
    }

    /** All of them, the newest first. */
    public List<Sheet> all() {
        return reading.read(this::all);
    }

    /** Those that an audience sees now: of each publication of a scheme the one that was shown last, and not what it corrects. */
    public List<Sheet> current(Publication.Audience audience) {
        Set<String> seen = new HashSet<>();
        return all().stream()
                .filter(sheet -> sheet.state() == PublicationState.LIVE
                        && sheet.audience().contains(audience)
                        && seen.add(sheet.round().replaceFirst("/.*", "/") + sheet.publication()))
                .toList();
    }

    /** One of them by its digest. */
    public Optional<Sheet> find(String digest) {
        return all().stream().filter(sheet -> sheet.digest().equals(digest)).findFirst();
    }

    private List<Sheet> all(AssessStore.Tables tables) throws SQLException {
        List<PublicationRow> rows = tables.publications().shown();
        Map<String, String> corrections = rows.stream()
                .filter(row -> row.replaces() != null)
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.replaces()), PublicationRow::digest, (newest, older) -> newest));
        List<Sheet> sheets = new ArrayList<>();
        for (PublicationRow row : rows) {
            RoundRow round = tables.rounds().find(row.round()).orElseThrow();
            Optional<Publication> of =
                    grammar.of(Schemes.require(tables, round.scheme(), round.version())).publications().stream()
                            .filter(one -> one.id().equals(row.publication()) && one.isPublic())
                            .findFirst();
            Optional<PublicationTable.Seal> seal = tables.publications().seal(row.digest());
            Long live = row.liveMillis();
            if (of.isPresent() && seal.isPresent() && live != null) {
                boolean isTold = row.state() != PublicationState.WITHDRAWN;
                sheets.add(new Sheet(
                        row.digest(),
                        round.name(),
                        row.publication(),
                        of.get().audience(),
                        row.state(),
                        live,
                        row.replaces(),
                        row.state() == PublicationState.REPLACED ? corrections.get(row.digest()) : null,
                        row.reason(),
                        isTold ? tables.publications().sheet(row.digest()).orElse("") : "",
                        seal.get().signature(),
                        seal.get().publicKey()));
            }
        }
        return sheets;
    }
}
