package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shows publications that are signed, once their round is published and nobody looks at own rows any more. Any thread. */
final class PublicationShowing implements RoundPublications {
    private final AssessStore store;
    private final Grammar grammar;
    private final InstantSource clock;

    PublicationShowing(AssessStore store, Grammar grammar, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.clock = clock;
    }

    /** Shows an approved publication of a round that is published; a correction takes the place of what it corrects. */
    CompletableFuture<PublicationState> live(Signer by, String scheme, String period, String publication) {
        by.require("showing a publication", List.of(AssessmentRole.ORGANISER));
        return store.submit(tables -> {
            PublicationEditions editions = PublicationEditions.of(tables, grammar, scheme, period, publication);
            if (editions.state() != PublicationState.APPROVED) {
                throw new AssessRefused(
                        Reason.NOT_NOW, publication + " is " + editions.state().word() + "; what is approved is shown");
            }
            if (editions.round().state() != RoundState.PUBLISHED) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "round " + editions.round().name() + " is "
                                + editions.round().state().word()
                                + "; its publications are shown when it is published");
            }
            if (clock.millis() < editions.current().get(0).holdMillis()) {
                throw new AssessRefused(
                        Reason.NOT_NOW, "subjects still look at their own rows; it is shown after that");
            }
            show(tables, by, editions);
            return PublicationState.LIVE;
        });
    }

    /** Shows the newest edition, in the place of the one before. Inside a transaction. */
    void show(AssessStore.Tables tables, Signer by, PublicationEditions editions) throws SQLException {
        List<PublicationRow> current = editions.current();
        for (PublicationRow row : current) {
            tables.publications().put(row.shown(clock.millis()));
        }
        int edition = current.get(0).edition();
        for (PublicationRow row : editions.all()) {
            if (row.state() == PublicationState.LIVE && row.edition() < edition) {
                tables.publications().put(row.in(PublicationState.REPLACED, clock.millis()));
            }
        }
        tables.audit()
                .add(
                        new Change(
                                by.actor(),
                                "publication.live",
                                editions.object(edition),
                                "approved",
                                PublicationEditions.digest(current)),
                        clock.millis());
    }

    @Override
    public boolean areSigned(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        List<PublicationRow> rows = tables.publications().of(round.id());
        for (Publication publication : scheme.publications()) {
            for (String unit : SheetWriter.units(tables, round, publication)) {
                if (rows.stream()
                        .noneMatch(row -> row.publication().equals(publication.id())
                                && row.unit().equals(unit)
                                && row.state().isSigned())) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void published(AssessStore.Tables tables, Signer by, RoundRow round) throws SQLException {
        Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        for (Publication publication : scheme.publications()) {
            PublicationEditions editions = PublicationEditions.of(tables, round, scheme, publication.id());
            if (editions.state() == PublicationState.APPROVED
                    && clock.millis() >= editions.current().get(0).holdMillis()) {
                show(tables, by, editions);
            }
        }
    }
}
