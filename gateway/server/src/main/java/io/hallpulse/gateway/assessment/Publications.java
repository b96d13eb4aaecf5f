package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.key.PublicationKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What leaves the house (design 8): drawn up by the organiser, signed by the persons that the scheme names and by the gateway's key, shown, corrected
 * by another, withdrawn. Those that show each unit its own rows are handled together, one for each unit. Any thread.
 */
public final class Publications {
    /** What a publication is signed for. */
    static final String APPROVE = "approve";

    private final AssessStore store;
    private final Grammar grammar;
    private final PublicationDrawing drawing;
    private final PublicationShowing showing;
    private final PublicationKey.Source key;
    private final InstantSource clock;

    Publications(
            AssessStore store, Grammar grammar, SheetWriter writer, PublicationKey.Source key, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.drawing = new PublicationDrawing(store, grammar, writer, clock);
        this.showing = new PublicationShowing(store, grammar, clock);
        this.key = key;
        this.clock = clock;
    }

    /** What rounds ask of them. */
    RoundPublications ofRounds() {
        return showing;
    }

    /**
     * How one publication of a round stands.
     *
     * @param rows those that hold now, one for each unit or one for all; none where nothing is drawn up
     * @param before those that do not hold any more, the newest first
     * @param signing who has signed and who is to
     */
    public record Standing(
            Publication publication,
            PublicationState state,
            List<PublicationRow> rows,
            List<PublicationRow> before,
            Signing signing) {
        /** What is signed together: the digest of the sheet, or the digest of all digests; empty where nothing is drawn up. */
        public String digest() {
            return rows.isEmpty() ? "" : PublicationEditions.digest(rows);
        }
    }

    /** All publications of a round, in the order of the scheme. */
    public List<Standing> of(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            List<Standing> standings = new ArrayList<>();
            for (Publication publication : rules.publications()) {
                PublicationEditions editions = PublicationEditions.of(tables, round, rules, publication.id());
                List<PublicationRow> current = editions.current();
                int edition = current.isEmpty() ? 0 : current.get(0).edition();
                standings.add(new Standing(
                        publication,
                        editions.state(),
                        current,
                        editions.all().stream()
                                .filter(row -> row.edition() != edition)
                                .sorted(Comparator.comparing(PublicationRow::edition)
                                        .reversed()
                                        .thenComparing(PublicationRow::unit))
                                .toList(),
                        Signatures.of(tables, editions.object(edition), APPROVE, editions.signers())));
            }
            return standings;
        });
    }

    /** A sheet that was drawn up, in canonical JSON. */
    public Optional<String> sheet(String digest) {
        return store.read(tables -> tables.publications().sheet(digest));
    }

    /**
     * The sheet that would be drawn up now; nothing is stored.
     *
     * @param unit whose own rows are wanted; empty for the first one, or for those of all
     */
    public String preview(String scheme, String period, String publication, String unit) {
        return drawing.preview(scheme, period, publication, unit);
    }

    /** Draws a publication up, or anew as long as it is not approved; where that says something else, signatures are taken back. */
    public CompletableFuture<PublicationState> prepare(Signer by, String scheme, String period, String publication) {
        return drawing.prepare(by, scheme, period, publication);
    }

    /** Draws up what is to stand in the place of a live publication, with a reason. The live one stays until that is signed and shown. */
    public CompletableFuture<PublicationState> correct(
            Signer by, String scheme, String period, String publication, String reason) {
        return drawing.correct(by, scheme, period, publication, reason);
    }

    /**
     * Signs that a publication may be shown, in the order of roles that the scheme names, each another person. With the last signature it is signed by
     * the gateway's key as well, and its content stays as it is.
     *
     * @param seen what the person has looked at, see {@link Standing#digest}; empty where it is not said
     * @throws AssessRefused where it is not this person's turn, something else was drawn up meanwhile, or the key cannot be had
     */
    public CompletableFuture<PublicationState> approve(
            Signer by, String scheme, String period, String publication, String seen) {
        PublicationKey signing = signing();
        return store.submit(tables -> {
            PublicationEditions editions = PublicationEditions.of(tables, grammar, scheme, period, publication);
            List<PublicationRow> current = editions.current();
            if (editions.state() != PublicationState.CHECKED) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        publication + " is " + editions.state().word() + "; what is drawn up is approved");
            }
            String object = editions.object(current.get(0).edition());
            String digest = PublicationEditions.digest(current);
            if (!seen.isEmpty() && !seen.equals(digest)) {
                throw new AssessRefused(Reason.NOT_NOW, publication + " was drawn up anew meanwhile; look at it again");
            }
            if (!Signatures.sign(
                    tables, by, object, "publication.approve", APPROVE, editions.signers(), digest, clock.millis())) {
                return PublicationState.CHECKED;
            }
            for (PublicationRow row : current) {
                String content = tables.publications().sheet(row.digest()).orElseThrow();
                tables.publications()
                        .addSeal(
                                row.digest(),
                                new PublicationTable.Seal(signing.sign(content), signing.publicKey(), clock.millis()));
                tables.publications().put(row.in(PublicationState.APPROVED, clock.millis()));
            }
            tables.audit()
                    .add(new Change(by.actor(), "publication.approve", object, "checked", digest), clock.millis());
            if (editions.publication().isPublic()) {
                return PublicationState.APPROVED;
            }
            // units see their own before the public sees all
            showing.show(tables, by, PublicationEditions.of(tables, grammar, scheme, period, publication));
            return PublicationState.LIVE;
        });
    }

    private PublicationKey signing() {
        try {
            return key.key();
        } catch (IOException e) {
            throw new AssessRefused(Reason.NOT_NOW, String.valueOf(e.getMessage()));
        }
    }

    /** Shows an approved publication of a round that is published; a correction takes the place of what it corrects. */
    public CompletableFuture<PublicationState> live(Signer by, String scheme, String period, String publication) {
        return showing.live(by, scheme, period, publication);
    }

    /** Takes a publication back, with a reason; any one of those who approve may. */
    public CompletableFuture<PublicationState> withdraw(
            Signer by, String scheme, String period, String publication, String reason) {
        return store.submit(tables -> {
            PublicationEditions editions = PublicationEditions.of(tables, grammar, scheme, period, publication);
            AssessmentRole role = by.require("withdrawing this publication", editions.signers());
            List<PublicationRow> current = editions.current();
            if (current.isEmpty()) {
                throw new AssessRefused(Reason.NOT_NOW, publication + " is not drawn up; there is nothing to withdraw");
            }
            requireReason(reason, "say why it is withdrawn");
            for (PublicationRow row : current) {
                tables.publications()
                        .put(row.withReason(reason.strip()).in(PublicationState.WITHDRAWN, clock.millis()));
            }
            tables.audit()
                    .add(
                            new Change(
                                    by.as(role),
                                    "publication.withdraw",
                                    editions.object(current.get(0).edition()),
                                    editions.state().word() + " " + PublicationEditions.digest(current),
                                    reason.strip()),
                            clock.millis());
            return PublicationState.WITHDRAWN;
        });
    }

    /** Refuses a step that wants a reason and has none, with what is to be said. */
    static void requireReason(String reason, String mend) {
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, mend);
        }
    }
}
