package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ties facts of visits to the visits that the lot gave to who states them: each is made once, by nobody else. Inside a transaction. */
final class AssignedVisits {
    private AssignedVisits() {}

    /**
     * The visits that some facts are of, by the fact's place.
     *
     * @param chosen the one that the first fact is of; null for the next one that is to be made
     * @throws AssessRefused where one of them is not this person's to make
     */
    static Map<Integer, Visit> require(
            AssessStore.Tables tables,
            Signer by,
            RoundRow round,
            Scheme scheme,
            RoundSources sources,
            List<FactDraft> facts,
            @Nullable Visit chosen)
            throws SQLException {
        Map<Integer, Visit> visits = new LinkedHashMap<>();
        Set<Visit> taken = new HashSet<>();
        for (int i = 0; i < facts.size(); i++) {
            FactDraft fact = facts.get(i);
            if (scheme.sources().get(fact.source()) instanceof Source.Visits source) {
                String place = "fact " + (i + 1) + ": ";
                requireUntied(by, scheme, sources, fact, place);
                if (source.random()) {
                    Visit visit = next(tables, by, round, fact, chosen, taken, place);
                    taken.add(visit);
                    visits.put(i, visit);
                }
            }
        }
        return visits;
    }

    private static void requireUntied(Signer by, Scheme scheme, RoundSources sources, FactDraft fact, String place) {
        Set<String> names = names(sources, scheme, String.valueOf(fact.subject()));
        if (sources.inspectors().stream().anyMatch(one -> one.name().equals(by.name()) && one.isTiedTo(names))) {
            throw new AssessRefused(
                    Reason.NOT_ALLOWED,
                    place + by.name() + " is of the unit of " + fact.subject() + " or declared an interest in it");
        }
    }

    private static Visit next(
            AssessStore.Tables tables,
            Signer by,
            RoundRow round,
            FactDraft fact,
            @Nullable Visit chosen,
            Set<Visit> taken,
            String place)
            throws SQLException {
        String subject = String.valueOf(fact.subject());
        List<VisitRow> assigned = tables.visits().of(round.id(), by.name(), fact.source(), subject);
        if (assigned.isEmpty()) {
            throw new AssessRefused(
                    Reason.NOT_ALLOWED,
                    place + "the lot gave no visit of " + subject + " for " + fact.source() + " to " + by.name());
        }
        return assigned.stream()
                .filter(row -> row.fact() == null && !taken.contains(row.visit()))
                .map(VisitRow::visit)
                .filter(visit -> chosen == null || chosen.equals(visit))
                .findFirst()
                .orElseThrow(() -> new AssessRefused(
                        Reason.NOT_NOW,
                        place + "the visits of " + subject + " for " + fact.source() + " that the lot gave to "
                                + by.name() + " are made already; strike the fact of one to state it again"));
    }

    /** How ties may name a subject of a scheme. */
    static Set<String> names(RoundSources sources, Scheme scheme, String subject) {
        return SubjectId.names(sources.lineage(scheme.subjects().kind().word(), subject));
    }
}
