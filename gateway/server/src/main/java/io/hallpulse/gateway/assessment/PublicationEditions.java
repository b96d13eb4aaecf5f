package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.util.List;

/**
 * A publication of a round with all that was ever drawn up for it. An edition is what was drawn up, is signed and shown together: one sheet for all, or
 * one for each unit.
 *
 * @param all sheets of all editions
 */
record PublicationEditions(RoundRow round, Scheme scheme, Publication publication, List<PublicationRow> all) {
    /** Those that hold now. */
    List<PublicationRow> current() {
        int edition = all.stream()
                .filter(row -> row.state() != PublicationState.WITHDRAWN && row.state() != PublicationState.REPLACED)
                .mapToInt(PublicationRow::edition)
                .max()
                .orElse(0);
        return all.stream().filter(row -> row.edition() == edition).toList();
    }

    /** That of what holds now. */
    PublicationState state() {
        List<PublicationRow> current = current();
        return current.isEmpty() ? PublicationState.DRAFT : current.get(0).state();
    }

    /** The number of the newest edition, from 1 on; 0 where nothing was ever drawn up. */
    int newest() {
        return all.stream().mapToInt(PublicationRow::edition).max().orElse(0);
    }

    /** An edition as signatures and the record of changes name it. */
    String object(int edition) {
        return "publications/" + round.name() + "/" + publication.id() + "/" + edition;
    }

    /** What is signed together: the digest, or the digest of all digests. */
    static String digest(List<PublicationRow> rows) {
        return rows.size() == 1
                ? rows.get(0).digest()
                : Ticket.sha256(String.join(
                        "\n", rows.stream().map(PublicationRow::digest).toList()));
    }

    /** The roles that sign, in their order. */
    List<AssessmentRole> signers() {
        return List.copyOf(publication.approve());
    }

    /**
     * Those of a publication. Inside a transaction.
     *
     * @throws AssessRefused where there is no such round, or its scheme has no such publication
     */
    static PublicationEditions of(
            AssessStore.Tables tables, Grammar grammar, String scheme, String period, String publication)
            throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        return of(tables, round, grammar.of(Schemes.require(tables, scheme, round.version())), publication);
    }

    /** Those of a publication of a round that is at hand. */
    static PublicationEditions of(AssessStore.Tables tables, RoundRow round, Scheme scheme, String publication)
            throws SQLException {
        Publication found = scheme.publications().stream()
                .filter(one -> one.id().equals(publication))
                .findFirst()
                .orElseThrow(() -> new AssessRefused(
                        Reason.UNKNOWN, "scheme " + round.scheme() + " has no publication '" + publication + "'"));
        return new PublicationEditions(
                round,
                scheme,
                found,
                tables.publications().of(round.id()).stream()
                        .filter(row -> row.publication().equals(publication))
                        .toList());
    }
}
