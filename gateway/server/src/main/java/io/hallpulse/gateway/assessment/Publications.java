package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What leaves the house (design 8): drawn up by the organiser, signed by the persons that the scheme names and by the gateway's key, shown, corrected
 * by another, withdrawn. Those that show each unit its own rows are handled together, one for each unit. Any thread.
 */
public final class Publications implements RoundPublications {
    private static final String APPROVE = "approve";

    private final AssessStore store;
    private final Grammar grammar;
    private final SheetWriter writer;
    private final PublicationKey.Source key;
    private final InstantSource clock;

    Publications(
            AssessStore store, Grammar grammar, SheetWriter writer, PublicationKey.Source key, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.writer = writer;
        this.key = key;
        this.clock = clock;
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
            return rows.isEmpty() ? "" : Of.digest(rows);
        }
    }

    /** A publication of a round, inside a transaction. */
    private record Of(RoundRow round, Scheme scheme, Publication publication, List<PublicationRow> all) {
        /** Those that hold now. */
        List<PublicationRow> current() {
            int edition = all.stream()
                    .filter(row ->
                            row.state() != PublicationState.WITHDRAWN && row.state() != PublicationState.REPLACED)
                    .mapToInt(PublicationRow::edition)
                    .max()
                    .orElse(0);
            return all.stream().filter(row -> row.edition() == edition).toList();
        }

        PublicationState state() {
            List<PublicationRow> current = current();
            return current.isEmpty() ? PublicationState.DRAFT : current.get(0).state();
        }

        int editions() {
            return all.stream().mapToInt(PublicationRow::edition).max().orElse(0);
        }

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

        List<AssessmentRole> signers() {
            return List.copyOf(publication.approve());
        }
    }

    private Of of(AssessStore.Tables tables, String scheme, String period, String publication) throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        return of(tables, round, grammar.of(Schemes.require(tables, scheme, round.version())), publication);
    }

    private static Of of(AssessStore.Tables tables, RoundRow round, Scheme scheme, String publication)
            throws SQLException {
        Publication found = scheme.publications().stream()
                .filter(one -> one.id().equals(publication))
                .findFirst()
                .orElseThrow(() -> new AssessRefused(
                        Reason.UNKNOWN, "scheme " + round.scheme() + " has no publication '" + publication + "'"));
        return new Of(
                round,
                scheme,
                found,
                tables.publications().of(round.id()).stream()
                        .filter(row -> row.publication().equals(publication))
                        .toList());
    }

    /** All publications of a round, in the order of the scheme. */
    public List<Standing> of(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            List<Standing> standings = new ArrayList<>();
            for (Publication publication : rules.publications()) {
                Of of = of(tables, round, rules, publication.id());
                List<PublicationRow> current = of.current();
                int edition = current.isEmpty() ? 0 : current.get(0).edition();
                standings.add(new Standing(
                        publication,
                        of.state(),
                        current,
                        of.all().stream()
                                .filter(row -> row.edition() != edition)
                                .sorted(Comparator.comparing(PublicationRow::edition)
                                        .reversed()
                                        .thenComparing(PublicationRow::unit))
                                .toList(),
                        Signatures.of(tables, of.object(edition), APPROVE, of.signers())));
            }
            return standings;
        });
    }

    /**
     * The sheet that would be drawn up now; nothing is stored.
     *
     * @param unit whose own rows are wanted; empty for the first one, or for those of all
     */
    public String preview(String scheme, String period, String publication, String unit) {
        return store.read(tables -> {
            Of of = of(tables, scheme, period, publication);
            requireCounted(of.round());
            SheetWriter.Drawing drawing = writer.of(tables, of.round(), of.scheme(), of.publication());
            return drawing.sheet(unit.isEmpty() ? drawing.units().get(0) : unit, null)
                    .text();
        });
    }

    /** A sheet that was drawn up, in canonical JSON. */
    public Optional<String> sheet(String digest) {
        return store.read(tables -> tables.publications().sheet(digest));
    }

    private static void requireCounted(RoundRow round) {
        if (!round.state().isCounted()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word()
                            + "; what it publishes is drawn up once it is counted");
        }
    }

    /** Draws a publication up, or anew as long as it is not approved; where that says something else, signatures are taken back. */
    public CompletableFuture<PublicationState> prepare(Signer by, String scheme, String period, String publication) {
        AssessmentRole role = by.require("drawing up a publication", List.of(AssessmentRole.ORGANISER));
        return store.submit(tables -> {
            Of of = of(tables, scheme, period, publication);
            requireCounted(of.round());
            if (of.state().isSigned()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        publication + " is " + of.state().word()
                                + " already; withdraw it, or correct it once it is live");
            }
            return draw(tables, by, role, of, null);
        });
    }

    /** Draws up what is to stand in the place of a live publication, with a reason. The live one stays until that is signed and shown. */
    public CompletableFuture<PublicationState> correct(
            Signer by, String scheme, String period, String publication, String reason) {
        AssessmentRole role = by.require("correcting a publication", List.of(AssessmentRole.ORGANISER));
        return store.submit(tables -> {
            Of of = of(tables, scheme, period, publication);
            if (of.state() != PublicationState.LIVE) {
                throw new AssessRefused(
                        Reason.NOT_NOW, publication + " is " + of.state().word() + "; what is live is corrected");
            }
            requireReason(reason, "say what is corrected");
            return draw(tables, by, role, of, reason.strip());
        });
    }

    private static void requireReason(String reason, String mend) {
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, mend);
        }
    }

    /** @param correction why the live one is corrected; null where there is none, or where its correction is drawn up anew */
    private PublicationState draw(
            AssessStore.Tables tables, Signer by, AssessmentRole role, Of of, @Nullable String correction)
            throws SQLException {
        List<PublicationRow> current = of.current();
        boolean anew = of.state() == PublicationState.CHECKED;
        int edition = anew ? current.get(0).edition() : of.editions() + 1;
        SheetWriter.Drawing drawing = writer.of(tables, of.round(), of.scheme(), of.publication());
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
        tables.signatures().clear(of.object(edition), APPROVE);
        tables.audit()
                .add(
                        new Change(
                                by.as(role),
                                correction == null ? "publication.prepare" : "publication.correct",
                                of.object(edition),
                                current.isEmpty() ? "" : Of.digest(current),
                                Of.digest(drawn)),
                        clock.millis());
        return PublicationState.CHECKED;
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
            Of of = of(tables, scheme, period, publication);
            List<PublicationRow> current = of.current();
            if (of.state() != PublicationState.CHECKED) {
                throw new AssessRefused(
                        Reason.NOT_NOW, publication + " is " + of.state().word() + "; what is drawn up is approved");
            }
            String object = of.object(current.get(0).edition());
            String digest = Of.digest(current);
            if (!seen.isEmpty() && !seen.equals(digest)) {
                throw new AssessRefused(Reason.NOT_NOW, publication + " was drawn up anew meanwhile; look at it again");
            }
            if (!Signatures.sign(
                    tables, by, object, "publication.approve", APPROVE, of.signers(), digest, clock.millis())) {
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
            if (of.publication().isPublic()) {
                return PublicationState.APPROVED;
            }
            show(tables, by, of(tables, scheme, period, publication)); // units see their own before the public sees all
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
        by.require("showing a publication", List.of(AssessmentRole.ORGANISER));
        return store.submit(tables -> {
            Of of = of(tables, scheme, period, publication);
            if (of.state() != PublicationState.APPROVED) {
                throw new AssessRefused(
                        Reason.NOT_NOW, publication + " is " + of.state().word() + "; what is approved is shown");
            }
            if (of.round().state() != RoundState.PUBLISHED) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "round " + of.round().name() + " is "
                                + of.round().state().word() + "; its publications are shown when it is published");
            }
            if (clock.millis() < of.current().get(0).holdMillis()) {
                throw new AssessRefused(
                        Reason.NOT_NOW, "subjects still look at their own rows; it is shown after that");
            }
            show(tables, by, of);
            return PublicationState.LIVE;
        });
    }

    private void show(AssessStore.Tables tables, Signer by, Of of) throws SQLException {
        List<PublicationRow> current = of.current();
        for (PublicationRow row : current) {
            tables.publications().put(row.shown(clock.millis()));
        }
        int edition = current.get(0).edition();
        for (PublicationRow row : of.all()) {
            if (row.state() == PublicationState.LIVE && row.edition() < edition) {
                tables.publications().put(row.in(PublicationState.REPLACED, clock.millis()));
            }
        }
        tables.audit()
                .add(
                        new Change(by.actor(), "publication.live", of.object(edition), "approved", Of.digest(current)),
                        clock.millis());
    }

    /** Takes a publication back, with a reason; any one of those who approve may. */
    public CompletableFuture<PublicationState> withdraw(
            Signer by, String scheme, String period, String publication, String reason) {
        return store.submit(tables -> {
            Of of = of(tables, scheme, period, publication);
            AssessmentRole role = by.require("withdrawing this publication", of.signers());
            List<PublicationRow> current = of.current();
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
                                    of.object(current.get(0).edition()),
                                    of.state().word() + " " + Of.digest(current),
                                    reason.strip()),
                            clock.millis());
            return PublicationState.WITHDRAWN;
        });
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
            Of of = of(tables, round, scheme, publication.id());
            if (of.state() == PublicationState.APPROVED
                    && clock.millis() >= of.current().get(0).holdMillis()) {
                show(tables, by, of);
            }
        }
    }
}
