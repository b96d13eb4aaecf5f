package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.assessment.key.PublicationKey;
import io.hallpulse.gateway.assessment.key.SheetSignature;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
        return reading.read(tables -> {
            List<PublicationRow> rows = tables.publications().shown();
            Map<String, String> corrections = rows.stream()
                    .filter(row -> row.replaces() != null)
                    .collect(Collectors.toMap(
                            row -> String.valueOf(row.replaces()), PublicationRow::digest, (newest, older) -> newest));
            List<Sheet> sheets = new ArrayList<>();
            for (Shown shown : shown(tables, rows)) {
                sheet(tables, shown, corrections.get(shown.row().digest())).ifPresent(sheets::add);
            }
            return sheets;
        });
    }

    /**
     * Those that an audience sees now: of each publication of a scheme the one of the latest round, and not what it corrects. Where that was
     * withdrawn there is none: an earlier round's is not the news of today.
     */
    public List<Sheet> current(Publication.Audience audience) {
        return reading.read(tables -> {
            List<Shown> latest = shown(tables, tables.publications().shown());
            latest.removeIf(shown -> shown.row().state() == PublicationState.REPLACED
                    || !shown.publication().audience().contains(audience));
            latest.sort(Comparator.comparing(Shown::lastDay)
                    .reversed()); // those of one day stay as they are: the newest first
            Set<String> seen = new HashSet<>();
            List<Sheet> sheets = new ArrayList<>();
            for (Shown shown : latest) {
                if (seen.add(shown.round().scheme() + "/" + shown.row().publication())
                        && shown.row().state() == PublicationState.LIVE) {
                    sheet(tables, shown, null).ifPresent(sheets::add);
                }
            }
            return sheets;
        });
    }

    /** One of them by its digest. */
    public Optional<Sheet> find(String digest) {
        return reading.read(tables -> {
            Optional<Shown> shown =
                    shown(tables, tables.publications().shown(digest)).stream().findFirst();
            return shown.isEmpty()
                    ? Optional.empty()
                    : sheet(
                            tables,
                            shown.get(),
                            tables.publications().correcting(shown.get().row()));
        });
    }

    /** A row of what the public sees or saw, before its sheet is read. */
    private record Shown(PublicationRow row, RoundRow round, Publication publication) {
        LocalDate lastDay() {
            return AssessedPeriod.parse(round.period()).to();
        }
    }

    /** Those of the rows that are for the public, in the same order. */
    private List<Shown> shown(AssessStore.Tables tables, List<PublicationRow> rows) throws SQLException {
        Map<Long, RoundRow> rounds = new HashMap<>();
        Map<String, Scheme> schemes = new HashMap<>();
        List<Shown> shown = new ArrayList<>();
        for (PublicationRow row : rows) {
            RoundRow round = rounds.get(row.round());
            if (round == null) {
                round = tables.rounds().find(row.round()).orElseThrow();
                rounds.put(row.round(), round);
            }
            String version = round.scheme() + "/" + round.version();
            Scheme scheme = schemes.get(version);
            if (scheme == null) {
                scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
                schemes.put(version, scheme);
            }
            for (Publication publication : scheme.publications()) {
                if (publication.id().equals(row.publication()) && publication.isPublic()) {
                    shown.add(new Shown(row, round, publication));
                }
            }
        }
        return shown;
    }

    private static Optional<Sheet> sheet(AssessStore.Tables tables, Shown shown, @Nullable String correction)
            throws SQLException {
        PublicationRow row = shown.row();
        Optional<PublicationTable.Seal> seal = tables.publications().seal(row.digest());
        Long live = row.liveMillis();
        if (seal.isEmpty() || live == null) {
            return Optional.empty();
        }
        boolean isTold = row.state() != PublicationState.WITHDRAWN;
        return Optional.of(new Sheet(
                row.digest(),
                shown.round().name(),
                row.publication(),
                shown.publication().audience(),
                row.state(),
                live,
                row.replaces(),
                row.state() == PublicationState.REPLACED ? correction : null,
                row.reason(),
                isTold ? tables.publications().sheet(row.digest()).orElse("") : "",
                seal.get().signature(),
                seal.get().publicKey()));
    }
}
