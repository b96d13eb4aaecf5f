package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.gateway.assessment.key.SheetSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of counting all counted rounds anew, and of looking whether all publications are what was signed.
 *
 * @param rounds how many were counted anew
 * @param publications how many were looked at, withdrawn ones too
 * @param faults a line each; none where nothing is wrong
 */
public record AssessmentCheck(int rounds, int publications, List<String> faults) {
    public AssessmentCheck {
        faults = List.copyOf(faults);
    }

    /** That of all that the database holds. */
    public static AssessmentCheck of(AssessReading reading) {
        return of(reading, Grammar.ofFiles());
    }

    static AssessmentCheck of(AssessReading reading, Grammar grammar) {
        return reading.read(tables -> {
            List<String> faults = new ArrayList<>();
            int rounds = 0;
            for (RoundRow round : tables.rounds().all()) {
                if (round.state().isCounted()) {
                    rounds++;
                    count(tables, grammar, round).ifPresent(faults::add);
                }
            }
            List<PublicationRow> publications = tables.publications().all();
            for (PublicationRow row : publications) {
                RoundRow round = tables.rounds().find(row.round()).orElseThrow();
                publication(tables, row, round)
                        .ifPresent(fault -> faults.add("publication " + row.publication() + " of round " + round.name()
                                + (row.unit().isEmpty() ? "" : " for " + row.unit()) + ", edition " + row.edition()
                                + ": " + fault));
            }
            return new AssessmentCheck(rounds, publications.size(), faults);
        });
    }

    private static Optional<String> count(AssessStore.Tables tables, Grammar grammar, RoundRow round)
            throws SQLException {
        String digest;
        try {
            digest = RoundCount.of(tables, round, grammar.of(Schemes.require(tables, round.scheme(), round.version())))
                    .digest();
        } catch (RuntimeException e) {
            return Optional.of("round " + round.name() + " cannot be counted: " + e.getMessage());
        }
        return digest.equals(round.counted().cardsDigest())
                ? Optional.empty()
                : Optional.of("round " + round.name() + " counts to " + digest + ", and "
                        + round.counted().cardsDigest() + " was signed");
    }

    private static Optional<String> publication(AssessStore.Tables tables, PublicationRow row, RoundRow round)
            throws SQLException {
        Optional<String> content = tables.publications().sheet(row.digest());
        if (content.isEmpty()) {
            return Optional.of("its sheet is gone");
        }
        if (!Ticket.sha256(content.get()).equals(row.digest())) {
            return Optional.of("its sheet is not as it was drawn up: the digest differs");
        }
        Optional<PublicationTable.Seal> seal = tables.publications().seal(row.digest());
        if (seal.isEmpty()) {
            return row.state().isSigned() || row.liveMillis() != null
                    ? Optional.of("it is " + row.state().word() + " and has no signature")
                    : Optional.empty();
        }
        try {
            Optional<String> fault = SheetSignature.fault(
                    content.get(),
                    row.digest(),
                    seal.get().signature(),
                    SheetSignature.key(seal.get().publicKey()));
            return fault.isPresent() ? fault : said(tables, content.get(), round);
        } catch (GeneralSecurityException e) {
            return Optional.of("the key of its signature cannot be read");
        }
    }

    /** Whether a sheet is of the count that was signed, and its end of the record of changes still in that record. */
    private static Optional<String> said(AssessStore.Tables tables, String content, RoundRow round)
            throws SQLException {
        try {
            JsonNode sheet = Json.read(content.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            if (!sheet.path("cards").asText().equals(round.counted().cardsDigest())) {
                return Optional.of("it names other scorecards than those that were signed");
            }
            String head = sheet.path("chainHead").asText();
            return tables.audit().hasEndedWith(head)
                    ? Optional.empty()
                    : Optional.of("the record of changes has no entry " + head
                            + " any more, with which it ended when the sheet was drawn up");
        } catch (UnreadableMessage e) {
            return Optional.of("its sheet cannot be read");
        }
    }

    @Override
    public String toString() {
        return "assessments: " + rounds + " rounds counted anew, " + publications + " publications looked at; "
                + (faults.isEmpty() ? "all are what was signed" : faults.size() + " are not what was signed");
    }
}
