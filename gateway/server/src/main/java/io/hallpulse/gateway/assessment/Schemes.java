package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The schemes that were uploaded: checked, put in force by two persons, retired. Any thread. */
public final class Schemes {
    private static final String ENFORCE = "enforce";
    private static final String RETIRE = "retire";
    private static final List<AssessmentRole> TWO = List.of(AssessmentRole.ORGANISER, AssessmentRole.APPROVER);

    private final AssessStore store;
    private final Grammar grammar;
    private final InstantSource clock;

    Schemes(AssessStore store, Grammar grammar, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.clock = clock;
    }

    /** All versions, by scheme and then the newest first. */
    public List<SchemeRow> all() {
        return store.read(tables -> tables.schemes().all());
    }

    /** A version with what its file says. */
    public record Told(SchemeRow row, Scheme scheme) {}

    /** As {@link #all}, read. */
    public List<Told> told() {
        return all().stream().map(row -> new Told(row, grammar.of(row))).toList();
    }

    /** One version; empty where there is none. */
    public Optional<SchemeRow> find(String scheme, int version) {
        return store.read(tables -> tables.schemes().find(scheme, version));
    }

    /**
     * Takes in a file whose grammar is right. The same file again changes nothing; another one takes the place of a version that nobody
     * has put in force.
     *
     * @param name how faults call the file
     * @throws AssessRefused where the person may not, the file has faults, or the version is in use
     */
    public CompletableFuture<SchemeRow> upload(Signer by, String name, String text) {
        AssessmentRole role = by.require("uploading a scheme", List.of(AssessmentRole.ORGANISER));
        Scheme scheme = grammar.read(name, text);
        SchemeRow row = new SchemeRow(
                scheme.id(),
                scheme.version(),
                SchemeRow.State.CHECKED,
                Ticket.sha256(text),
                text,
                by.name(),
                clock.millis());
        return store.submit(tables -> {
            Optional<SchemeRow> before = tables.schemes().find(row.scheme(), row.version());
            if (before.isPresent() && before.get().digest().equals(row.digest())) {
                return before.get();
            }
            if (before.isPresent() && before.get().state() != SchemeRow.State.CHECKED) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "version " + row.version() + " of " + row.scheme() + " is "
                                + before.get().state().word() + " and stays as it is; raise 'version' in the file");
            }
            tables.schemes().put(row);
            tables.signatures().clear(row.object(), ENFORCE);
            tables.audit()
                    .add(
                            new Change(
                                    by.as(role),
                                    "scheme.upload",
                                    row.object(),
                                    before.map(SchemeRow::digest).orElse(""),
                                    row.digest()),
                            clock.millis());
            return row;
        });
    }

    /**
     * Signs that a version comes in force; the organiser first, then the approver. The one that was in force is retired with it.
     *
     * @throws AssessRefused where it is not this person's turn, or the scheme does not name the document that allows it
     */
    public CompletableFuture<SchemeRow> enforce(Signer by, String scheme, int version) {
        return store.submit(tables -> {
            SchemeRow row = require(tables, scheme, version);
            if (row.state() != SchemeRow.State.CHECKED) {
                throw new AssessRefused(
                        Reason.NOT_NOW, row.object() + " is " + row.state().word() + " already");
            }
            if (!grammar.of(row).isBasisFilled()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "'basis' says 待填; name the document that allows the scheme, and upload it again");
            }
            if (!sign(tables, by, row, ENFORCE)) {
                return row;
            }
            Optional<SchemeRow> older = tables.schemes().inForce(scheme);
            if (older.isPresent()) {
                change(tables, by, older.get(), SchemeRow.State.RETIRED, "scheme.retire");
            }
            return change(tables, by, row, SchemeRow.State.IN_FORCE, "scheme.enforce");
        });
    }

    /** Signs that a version is no more in force; the organiser first, then the approver. Its rounds go on. */
    public CompletableFuture<SchemeRow> retire(Signer by, String scheme, int version) {
        return store.submit(tables -> {
            SchemeRow row = require(tables, scheme, version);
            if (row.state() != SchemeRow.State.IN_FORCE) {
                throw new AssessRefused(Reason.NOT_NOW, row.object() + " is not in force");
            }
            return sign(tables, by, row, RETIRE)
                    ? change(tables, by, row, SchemeRow.State.RETIRED, "scheme.retire")
                    : row;
        });
    }

    static SchemeRow require(AssessStore.Tables tables, String scheme, int version) throws SQLException {
        return tables.schemes()
                .find(scheme, version)
                .orElseThrow(
                        () -> new AssessRefused(Reason.UNKNOWN, "no version " + version + " of a scheme " + scheme));
    }

    /** Whether all have signed now. */
    private boolean sign(AssessStore.Tables tables, Signer by, SchemeRow row, String step) throws SQLException {
        return Signatures.sign(tables, by, row.object(), "scheme." + step, step, TWO, row.digest(), clock.millis());
    }

    private SchemeRow change(AssessStore.Tables tables, Signer by, SchemeRow row, SchemeRow.State state, String what)
            throws SQLException {
        SchemeRow changed = row.in(state);
        tables.schemes().put(changed);
        tables.audit()
                .add(
                        new Change(
                                by.actor(), what, row.object(), row.state().word(), state.word() + " " + row.digest()),
                        clock.millis());
        return changed;
    }

    /** The signatures under what may become of a version: that it comes in force, or is no more. */
    public Signing signing(SchemeRow row) {
        return store.read(tables ->
                Signatures.of(tables, row.object(), row.state() == SchemeRow.State.IN_FORCE ? RETIRE : ENFORCE, TWO));
    }

    /** What a version would make of the last round that was counted, and how its file differs from the one in force. */
    public SchemePreview preview(String scheme, int version) {
        return store.read(tables -> SchemePreview.of(tables, grammar, require(tables, scheme, version)));
    }
}
