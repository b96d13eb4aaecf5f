package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.key.SealingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * How whoever wrote a case is reached, sealed by a key that is in no database and in no backup, and the hash of what the writer's link holds.
 * Who calls back alone may look, and each look is in the record. Any thread.
 */
public final class Contacts {
    /** The key's file in the gateway's folder, made with the first contact. */
    public static final String KEY_FILE = "contacts.key";

    private final AssessStore store;
    private final Path key;
    private final Limit kept;
    private final RoundSources sources;
    private final FlowBook flows;
    private final InstantSource clock;

    Contacts(AssessStore store, Path folder, Limit kept, RoundSources sources, FlowBook flows, InstantSource clock) {
        this.store = store;
        this.key = folder.resolve(KEY_FILE);
        this.kept = kept;
        this.sources = sources;
        this.flows = flows;
        this.clock = clock;
    }

    /** Read each time: it is wanted seldom, and its file may have been put back since. */
    private SealingKey toSeal(AssessStore.Tables tables) throws SQLException {
        try {
            return SealingKey.toSeal(key, tables.contacts()::areSealed);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Notes who wrote a case that is opened in the same transaction.
     *
     * @param token what the link holds
     * @param contact empty where the writer left none
     */
    void add(AssessStore.Tables tables, String number, String token, String contact, boolean wishesCall)
            throws SQLException {
        String sealed = contact.isEmpty()
                ? ""
                : Base64.getEncoder()
                        .encodeToString(toSeal(tables).seal(number, contact.getBytes(StandardCharsets.UTF_8)));
        tables.contacts().add(new ContactTable.Row(number, hash(token), sealed, wishesCall));
    }

    /** The number of the case whose link holds that; empty where none does. Known ones and guesses take the same way. */
    Optional<String> number(AssessStore.Tables tables, String token) throws SQLException {
        return tables.contacts().byToken(hash(token)).map(ContactTable.Row::number);
    }

    private static String hash(String token) {
        return Ticket.sha256(token);
    }

    /**
     * What people at work see of a contact without opening it.
     *
     * @param there whether the writer left one that is kept still
     * @param mayCall whether this person calls back
     */
    public record Known(boolean there, boolean wishesCall, boolean mayCall, List<Tried> calls) {
        public Known {
            calls = List.copyOf(calls);
        }

        /** Those since a state began: what was said of an earlier one says nothing of this one. */
        public List<Tried> since(Instant state) {
            return calls.stream().filter(call -> !call.at().isBefore(state)).toList();
        }
    }

    /** A try to reach the writer. */
    public record Tried(Instant at, String who, boolean reached) {}

    /**
     * Of a case.
     *
     * @throws AssessRefused where this person does not see it
     */
    public Known known(Caller by, String number) {
        return store.read(tables -> {
            Set<AssessmentRole> roles = roles(tables, by, number);
            Optional<ContactTable.Row> row = tables.contacts().find(number);
            return new Known(
                    row.isPresent() && !row.get().sealed().isEmpty(),
                    row.isPresent() && row.get().wishesCall(),
                    roles.contains(AssessmentRole.CALLER),
                    calls(tables, number));
        });
    }

    private static List<Tried> calls(AssessStore.Tables tables, String number) throws SQLException {
        return tables.contacts().calls(number).stream()
                .map(call -> new Tried(call.at(), call.who(), call.reached()))
                .toList();
    }

    private Set<AssessmentRole> roles(AssessStore.Tables tables, Caller by, String number) throws SQLException {
        MatterRow row = MatterWork.require(tables, number);
        return CaseRoles.require(
                CaseRoles.of(
                        by, row, sources.lineage(row.about().kind(), row.about().subject())),
                row,
                flows.of(tables, row));
    }

    private Actor caller(AssessStore.Tables tables, Caller by, String number, String what) throws SQLException {
        Signer signer = new Signer(by.name(), roles(tables, by, number));
        return signer.as(signer.require(what, List.of(AssessmentRole.CALLER)));
    }

    /**
     * Opens a contact, which is an entry of the record.
     *
     * @throws AssessRefused where the person does not call back, or there is none
     */
    public CompletableFuture<String> look(Caller by, String number) {
        return store.submit(tables -> {
            Actor actor = caller(tables, by, number, "looking at the contact of a case");
            String sealed = tables.contacts()
                    .find(number)
                    .map(ContactTable.Row::sealed)
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() ->
                            new AssessRefused(Reason.NOT_NOW, "case " + number + " has no contact, or it is deleted"));
            String contact;
            try {
                contact = new String(
                        SealingKey.toOpen(key).open(number, Base64.getDecoder().decode(sealed)),
                        StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssessRefused(Reason.NOT_NOW, String.valueOf(e.getMessage()));
            }
            tables.audit().add(new Change(actor, "case.contact", object(number), "", "looked at"), clock.millis());
            return contact;
        });
    }

    /**
     * The tries to reach the writer, in their order.
     *
     * @throws AssessRefused where the person does not call back
     */
    public List<Tried> calls(Caller by, String number) {
        return store.read(tables -> {
            caller(tables, by, number, "reading who called back");
            return calls(tables, number);
        });
    }

    /**
     * Notes a try to reach the writer, at this moment.
     *
     * @return all of them, in their order
     * @throws AssessRefused where the person does not call back, or the case has ended
     */
    public CompletableFuture<List<Tried>> called(Caller by, String number, boolean reached) {
        return store.submit(tables -> {
            Actor actor = caller(tables, by, number, "calling back");
            if (!MatterWork.require(tables, number).isOpen()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        new Text(number + " 已办结，不再登记回访", number + " has ended; no call is noted any more"));
            }
            tables.contacts().call(number, clock.instant(), by.name(), reached);
            tables.audit()
                    .add(
                            new Change(actor, "case.call", object(number), "", reached ? "reached" : "not reached"),
                            clock.millis());
            return calls(tables, number);
        });
    }

    private static String object(String number) {
        return "cases/" + number;
    }

    /** Deletes what is kept long enough after its case has ended. */
    void tick() throws InterruptedException, ExecutionException {
        Instant then = before(clock.instant());
        if (store.read(tables -> tables.contacts().endedBefore(then)).isEmpty()) {
            return;
        }
        store.submit(tables -> {
                    for (String number : tables.contacts().endedBefore(then)) {
                        tables.contacts().delete(number);
                        tables.audit()
                                .add(
                                        new Change(
                                                Signer.CLOCK.actor(),
                                                "case.contact.delete",
                                                object(number),
                                                "",
                                                "deleted"),
                                        clock.millis());
                    }
                    return true;
                })
                .get();
    }

    private Instant before(Instant now) {
        ZonedDateTime at = now.atZone(sources.zone());
        return switch (kept.unit()) {
            case MO -> at.minusMonths(kept.amount()).toInstant();
            case Y -> at.minusYears(kept.amount()).toInstant();
            default -> at.minusDays(kept.amount()).toInstant();
        };
    }
}
