package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.matter.Moves;
import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.publication.RoundSheet;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the sheets of publications from what the database holds of a round. Inside a transaction. */
final class SheetWriter {
    private static final String ALL = "";

    private final RoundSources sources;
    private final PublicCases cases;
    private final InstantSource clock;

    SheetWriter(RoundSources sources, PublicCases cases, InstantSource clock) {
        this.sources = sources;
        this.cases = cases;
        this.clock = clock;
    }

    /** Units of which each has a sheet of its own; the empty one alone, where one sheet is for all. */
    static List<String> units(AssessStore.Tables tables, RoundRow round, Publication publication) throws SQLException {
        return publication.isPublic() || !(publication.rows() instanceof Publication.Rows.Own)
                ? List.of(ALL)
                : tables.rounds().subjects(round.id()).stream()
                        .map(FrozenSubject::unit)
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** All sheets of one publication, drawn at one moment. */
    record Drawing(
            RoundRow round,
            Publication publication,
            List<String> units,
            CountedRound counted,
            Function<String, Name> names,
            List<PublicCase> cases,
            BiPredicate<String, String> awaited,
            LocalDate today,
            String chainHead,
            long nowMillis,
            long holdMillis) {
        RoundSheet sheet(String unit, @Nullable String replaces) {
            return RoundSheet.of(
                    counted,
                    publication,
                    unit.equals(ALL) ? null : unit,
                    names,
                    cases,
                    awaited,
                    new RoundSheet.Circumstances(today, chainHead, replaces));
        }

        /** Whether sheets say the same, whatever day and end of the record they were drawn up at. */
        boolean saysAsMuchAs(AssessStore.Tables tables, List<PublicationRow> rows) throws SQLException {
            if (rows.size() != units.size()) {
                return false;
            }
            for (PublicationRow row : rows) {
                String content = tables.publications().sheet(row.digest()).orElse("{}");
                if (!said(content).equals(said(sheet(row.unit(), row.replaces()).text()))) {
                    return false;
                }
            }
            return true;
        }

        private static JsonNode said(String content) {
            try {
                ObjectNode said = Json.read(content.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
                return said.without(List.of("date", "chainHead"));
            } catch (UnreadableMessage e) {
                throw new IllegalStateException(e);
            }
        }

        PublicationRow row(
                long id, String unit, int edition, String preparedBy, @Nullable String replaces, String reason) {
            return new PublicationRow(
                    id,
                    round.id(),
                    publication.id(),
                    unit,
                    edition,
                    PublicationState.CHECKED,
                    nowMillis,
                    sheet(unit, replaces).digest(),
                    preparedBy,
                    holdMillis,
                    null,
                    replaces,
                    reason);
        }
    }

    /** @throws AssessRefused where the facts now come to another count than the one that was signed */
    Drawing of(AssessStore.Tables tables, RoundRow round, Scheme scheme, Publication publication) throws SQLException {
        CountedRound counted = RoundCount.of(tables, round, scheme);
        if (!counted.digest().equals(round.counted().cardsDigest())) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " counts to " + counted.digest() + " now, not to what was signed; ask the"
                            + " auditor to run gateway verify");
        }
        Map<String, Name> subjects = tables.rounds().names(round.id());
        boolean isBoard = publication.show() == Publication.Show.BOARD;
        return new Drawing(
                round,
                publication,
                units(tables, round, publication),
                counted,
                id -> {
                    Name name = subjects.get(id);
                    return name == null ? sources.called(id) : name;
                },
                publication.rows() instanceof Publication.Rows.OfFlows of
                        ? cases.of(tables, round, of.flows(), !isBoard)
                        : List.of(),
                publication.rows() instanceof Publication.Rows.OfFlows of && !isBoard
                        ? awaited(tables, round, scheme, counted, of.flows())
                        : (flow, subject) -> false,
                clock.instant().atZone(sources.zone()).toLocalDate(),
                tables.audit().head().hash(),
                clock.millis(),
                hold(round, scheme, publication));
    }

    /** What the rules are still to open, see {@link RoundSheet#of}: nothing of a round that is published, and nothing that would be refused. */
    private BiPredicate<String, String> awaited(
            AssessStore.Tables tables, RoundRow round, Scheme scheme, CountedRound counted, List<String> flows)
            throws SQLException {
        Map<String, Set<String>> awaited = new HashMap<>();
        if (round.state() != RoundState.PUBLISHED) {
            for (String id : flows) {
                Flow flow = FlowBook.require(scheme.flows(), id);
                Set<String> subjects = new HashSet<>();
                for (FrozenSubject subject : counted.round().subjects()) {
                    Moves moves = new Moves(
                            flow, sources.business(scheme.subjects().kind().word(), subject.id()));
                    List<MatterRow> there = tables.matters().of(round.scheme(), id, subject.id());
                    if (Standings.refusal(scheme, flow, there, moves, clock.instant())
                            .isEmpty()) {
                        subjects.add(subject.id());
                    }
                }
                awaited.put(id, subjects);
            }
        }
        return (flow, subject) -> awaited.getOrDefault(flow, Set.of()).contains(subject);
    }

    private long hold(RoundRow round, Scheme scheme, Publication publication) {
        Long counted = round.counted().atMillis();
        return counted == null
                ? 0
                : Rounds.plan(round, scheme, sources)
                        .holdOver(Instant.ofEpochMilli(counted), publication.hold(), sources.calendar())
                        .toEpochMilli();
    }
}
