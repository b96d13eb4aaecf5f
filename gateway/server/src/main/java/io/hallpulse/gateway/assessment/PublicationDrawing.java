package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Draws publications up, anew, and what corrects a live one. Any thread. */
final class PublicationDrawing {
    private final AssessStore store;
    private final Grammar grammar;
    private final SheetWriter writer;
    private final InstantSource clock;

    PublicationDrawing(AssessStore store, Grammar grammar, SheetWriter writer, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * The sheet that would be drawn up now; nothing is stored.
     *
     * @param unit whose own rows are wanted; empty for the first one, or for those of all
     */
    String preview(String scheme, String period, String publication, String unit) {
        return store.read(tables -> {
            PublicationEditions editions = PublicationEditions.of(tables, grammar, scheme, period, publication);
            requireCounted(editions.round());
            SheetWriter.Drawing drawing =
                    writer.of(tables, editions.round(), editions.scheme(), editions.publication());
            return drawing.sheet(unit.isEmpty() ? drawing.units().get(0) : unit, null)
                    .text();
        });
    }

    /** Draws a publication up, or anew as long as it is not approved; where that says something else, signatures are taken back. */
    CompletableFuture<PublicationState> prepare(Signer by, String scheme, String period, String publication) {
        AssessmentRole role = by.require("drawing up a publication", List.of(AssessmentRole.ORGANISER));
        return store.submit(tables -> {
            PublicationEditions editions = PublicationEditions.of(tables, grammar, scheme, period, publication);
            requireCounted(editions.round());
            if (editions.state().isSigned()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        publication + " is " + editions.state().word()
                                + " already; withdraw it, or correct it once it is live");
            }
            return draw(tables, by, role, editions, null);
        });
    }

    /** Draws up what is to stand in the place of a live publication, with a reason. The live one stays until that is signed and shown. */
    CompletableFuture<PublicationState> correct(
            Signer by, String scheme, String period, String publication, String reason) {
        AssessmentRole role = by.require("correcting a publication", List.of(AssessmentRole.ORGANISER));
        return store.submit(tables -> {
            PublicationEditions editions = PublicationEditions.of(tables, grammar, scheme, period, publication);
            if (editions.state() != PublicationState.LIVE) {
                throw new AssessRefused(
                        Reason.NOT_NOW, publication + " is " + editions.state().word() + "; what is live is corrected");
            }
            Publications.requireReason(reason, "say what is corrected");
            return draw(tables, by, role, editions, reason.strip());
        });
    }

    /** @param correction why the live one is corrected; null where there is none, or where its correction is drawn up anew */
    private PublicationState draw(
            AssessStore.Tables tables,
            Signer by,
            AssessmentRole role,
            PublicationEditions editions,
            @Nullable String correction)
            throws SQLException {
        List<PublicationRow> current = editions.current();
        boolean anew = editions.state() == PublicationState.CHECKED;
        int edition = anew ? current.get(0).edition() : editions.newest() + 1;
        SheetWriter.Drawing drawing = writer.of(tables, editions.round(), editions.scheme(), editions.publication());
        if (anew && drawing.saysAsMuchAs(tables, current)) {
            return PublicationState.CHECKED;
        }
        List<PublicationRow> drawn = new ArrayList<>();
        for (String unit : drawing.units()) {
            Optional<PublicationRow> there =
                    current.stream().filter(row -> row.unit().equals(unit)).findFirst();
            String replaces = anew
                    ? there.map(PublicationRow::replaces).orElse(null)
                    : there.map(PublicationRow::digest).orElse(null);
            PublicationRow row = drawing.row(
                    anew && there.isPresent() ? there.get().id() : 0,
                    unit,
                    edition,
                    by.name(),
                    replaces,
                    correction != null
                            ? correction
                            : there.filter(one -> anew)
                                    .map(PublicationRow::reason)
                                    .orElse(""));
            tables.publications().addSheet(drawing.sheet(unit, replaces));
            if (row.id() == 0) {
                tables.publications().add(row);
            } else {
                tables.publications().put(row);
            }
            drawn.add(row);
        }
        tables.signatures().clear(editions.object(edition), Publications.APPROVE);
        tables.audit()
                .add(
                        new Change(
                                by.as(role),
                                correction == null ? "publication.prepare" : "publication.correct",
                                editions.object(edition),
                                current.isEmpty() ? "" : PublicationEditions.digest(current),
                                PublicationEditions.digest(drawn)),
                        clock.millis());
        return PublicationState.CHECKED;
    }

    private static void requireCounted(RoundRow round) {
        if (!round.state().isCounted()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word()
                            + "; what it publishes is drawn up once it is counted");
        }
    }
}
