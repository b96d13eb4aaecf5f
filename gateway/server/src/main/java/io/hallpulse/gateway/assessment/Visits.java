package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Drawn;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.assessment.visit.VisitLot;
import io.hallpulse.domain.assessment.visit.VisitPlan;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Visits of rounds: drawn by lot when the period begins, and made by whom the lot says, once each. Any thread. */
public final class Visits {
    /** Those who see who visits whom, what was found and noted. */
    private static final List<AssessmentRole> SEE = List.of(
            AssessmentRole.ORGANISER, AssessmentRole.AUDITOR, AssessmentRole.APPROVER, AssessmentRole.DISCIPLINE);

    private static final int MOST_NOTE = 1000;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Facts facts;
    private final VisitPhotos photos;
    private final InstantSource clock;

    Visits(
            AssessStore store,
            Grammar grammar,
            RoundSources sources,
            Facts facts,
            VisitPhotos photos,
            InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.facts = facts;
        this.photos = photos;
        this.clock = clock;
    }

    /**
     * A visit that somebody is to make, or made.
     *
     * @param from the day from which on it is due; those of a subject are spread over the period
     * @param until the last day on which its facts are taken
     */
    public record Assigned(RoundRow round, Scheme scheme, VisitRow row, LocalDate from, LocalDate until) {}

    /**
     * A visit as it was made.
     *
     * @param id that the phone gave it; the same again is the same visit
     * @param day on which it was made; one that has not come yet, by a clock that is wrong, is today
     * @param times how often each item of the checklist was seen
     * @param photos JPEG, whatever they carry
     */
    public record Made(
            String id, Visit visit, LocalDate day, Map<String, Integer> times, String note, List<byte[]> photos) {}

    /**
     * That visits were drawn by lot.
     *
     * @param digest SHA-256 of who visits whom, as it was drawn first
     */
    public record Lot(Instant at, String digest) {}

    /**
     * A visit that drawing again would give to somebody else.
     *
     * @param why whom the lot gave it to may not make it any more; null where nobody could
     * @param next whom the lot gives it to now
     */
    public record Redrawn(VisitRow row, @Nullable Text why, Drawn next) {}

    /**
     * What a round says of its visits to those who see them.
     *
     * @param changes what drawing again would change; nothing once the round takes no facts any more
     */
    public record Overview(Optional<Lot> lot, List<VisitRow> visits, List<VisitPhoto> photos, List<Redrawn> changes) {}

    /** Draws the visits of rounds whose period has begun. To be called again and again. */
    public void tick() throws InterruptedException, ExecutionException {
        List<RoundRow> due = store.read(tables -> {
            List<RoundRow> found = new ArrayList<>();
            for (RoundRow round : tables.rounds().all()) {
                if (round.state().takesFacts() && isDue(tables, round)) {
                    found.add(round);
                }
            }
            return found;
        });
        for (RoundRow round : due) {
            draw(round.scheme(), round.period()).get();
        }
    }

    private boolean isDue(AssessStore.Tables tables, RoundRow round) throws SQLException {
        Scheme scheme = scheme(tables, round);
        return scheme.sources().values().stream()
                        .anyMatch(source -> source instanceof Source.Visits visits && visits.random())
                && !clock.instant().isBefore(Rounds.plan(round, scheme, sources).begins())
                && !tables.visits().isDrawn(round.id());
    }

    private Scheme scheme(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return grammar.of(Schemes.require(tables, round.scheme(), round.version()));
    }

    private CompletableFuture<Boolean> draw(String scheme, String period) {
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            if (!round.state().takesFacts() || !isDue(tables, round)) {
                return false;
            }
            FrozenRound frozen = RoundCount.frozen(tables, round, scheme(tables, round));
            List<Visit> wanted = VisitPlan.of(frozen);
            List<Drawn> drawn = lot(tables, frozen, wanted, List.of()).draw(wanted);
            String digest = digest(drawn);
            tables.visits().add(round.id(), drawn, digest, clock.millis());
            tables.audit()
                    .add(
                            new Change(
                                    Signer.CLOCK.actor(),
                                    "visits.draw",
                                    round.object(),
                                    "",
                                    told(drawn) + " " + digest),
                            clock.millis());
            return true;
        });
    }

    private VisitLot lot(AssessStore.Tables tables, FrozenRound round, List<Visit> visits, List<Drawn> standing)
            throws SQLException {
        Map<String, Set<String>> names = visits.stream()
                .map(Visit::subject)
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), subject -> AssignedVisits.names(sources, round.scheme(), subject)));
        return new VisitLot(round, names, sources.inspectors(), before(tables, round), standing);
    }

    /** Who was to visit whom in the round before. */
    private static Map<String, Set<String>> before(AssessStore.Tables tables, FrozenRound round) throws SQLException {
        LocalDate from = AssessedPeriod.parse(round.period()).from();
        Optional<RoundRow> last = tables.rounds().of(round.scheme().id()).stream()
                .filter(one -> AssessedPeriod.parse(one.period()).to().isBefore(from))
                .max(Comparator.comparing(
                        one -> AssessedPeriod.parse(one.period()).to()));
        Map<String, Set<String>> before = new HashMap<>();
        if (last.isPresent()) {
            for (VisitRow row : tables.visits().of(last.get().id())) {
                String inspector = row.inspector();
                if (inspector != null) {
                    before.computeIfAbsent(row.visit().subject(), subject -> new HashSet<>())
                            .add(inspector);
                }
            }
        }
        return before;
    }

    /** SHA-256 of the canonical JSON of who visits whom and how, in the order of the visits. */
    private static String digest(List<Drawn> drawn) {
        return Ticket.sha256(CanonicalJson.text(drawn.stream()
                .sorted(Comparator.comparing(Drawn::visit))
                .map(one -> List.of(one.visit().id(), one.way(), one.inspector() == null ? "" : one.inspector()))
                .toList()));
    }

    private static String told(List<Drawn> drawn) {
        long nobody = drawn.stream().filter(one -> one.inspector() == null).count();
        return drawn.size() + " visits" + (nobody == 0 ? "" : ", " + nobody + " of them by nobody");
    }

    /**
     * Draws again for visits that nobody could make, and for those of inspectors who are none any more or may not visit them any more. What
     * was made, and whom others are to visit, stays.
     *
     * @return how many were drawn
     * @throws AssessRefused where this person is no organiser or gives no reason, or the round takes no facts any more
     */
    public CompletableFuture<Integer> drawAgain(Signer by, String scheme, String period, String reason) {
        AssessmentRole role = by.require("drawing visits again", List.of(AssessmentRole.ORGANISER));
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, "say why visits are drawn again");
        }
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            if (!round.state().takesFacts()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "round " + round.name() + " is " + round.state().word() + "; its visits stay");
            }
            Scheme rules = scheme(tables, round);
            List<VisitRow> all = tables.visits().of(round.id());
            List<Drawn> drawn = again(tables, round, rules, all, Set.copyOf(left(rules, all)));
            for (Drawn one : drawn) {
                tables.visits().reassign(round.id(), one);
            }
            if (!drawn.isEmpty()) {
                tables.audit()
                        .add(
                                new Change(
                                        by.as(role),
                                        "visits.draw.again",
                                        round.object(),
                                        "",
                                        told(drawn) + " " + digest(drawn) + " " + reason),
                                clock.millis());
            }
            return drawn.size();
        });
    }

    /** Those that are to be made, by nobody or by who may not any more. */
    private List<VisitRow> left(Scheme rules, List<VisitRow> all) {
        KeptAway kept = new KeptAway(rules, sources);
        return all.stream()
                .filter(row -> row.fact() == null
                        && (row.inspector() == null || kept.why(row).isPresent()))
                .toList();
    }

    /** What the lot says of those that are left, as it is now; all others stay. */
    private List<Drawn> again(
            AssessStore.Tables tables, RoundRow round, Scheme rules, List<VisitRow> all, Set<VisitRow> left)
            throws SQLException {
        List<VisitRow> stay = all.stream().filter(row -> !left.contains(row)).toList();
        List<Visit> visits = left.stream().map(VisitRow::visit).toList();
        return lot(tables, RoundCount.frozen(tables, round, rules), visits, VisitTable.drawn(stay))
                .draw(visits);
    }

    private List<Redrawn> changes(AssessStore.Tables tables, RoundRow round, List<VisitRow> all) throws SQLException {
        Scheme rules = scheme(tables, round);
        List<VisitRow> left = round.state().takesFacts() ? left(rules, all) : List.of();
        if (left.isEmpty()) {
            return List.of();
        }
        Map<Visit, Drawn> drawn = again(tables, round, rules, all, Set.copyOf(left)).stream()
                .collect(Collectors.toMap(Drawn::visit, Function.identity()));
        KeptAway kept = new KeptAway(rules, sources);
        List<Redrawn> changes = new ArrayList<>();
        for (VisitRow row : left) {
            Drawn next = Objects.requireNonNull(drawn.get(row.visit()));
            if (row.inspector() != null || next.inspector() != null) {
                changes.add(new Redrawn(
                        row, row.inspector() == null ? null : kept.why(row).orElse(null), next));
            }
        }
        return changes;
    }

    /** The visits that somebody is to make or made, in rounds that take facts at this moment. */
    public List<Assigned> of(Signer by) {
        Instant now = clock.instant();
        return store.read(tables -> {
            List<Assigned> found = new ArrayList<>();
            for (RoundRow round : tables.rounds().all()) {
                if (round.state().takesFacts()) {
                    Scheme scheme = scheme(tables, round);
                    RoundPlan plan = Rounds.plan(round, scheme, sources);
                    if (!now.isBefore(plan.begins()) && now.isBefore(plan.lateOver())) {
                        add(found, round, scheme, plan, tables.visits().of(round.id(), by.name()));
                    }
                }
            }
            return found;
        });
    }

    private void add(List<Assigned> found, RoundRow round, Scheme scheme, RoundPlan plan, List<VisitRow> rows) {
        KeptAway kept = new KeptAway(scheme, sources);
        for (VisitRow row : rows) {
            if (row.fact() != null || kept.why(row).isEmpty()) {
                int times = scheme.sources().get(row.visit().source()) instanceof Source.Visits visits
                        ? visits.perSubject()
                        : 1;
                found.add(new Assigned(
                        round,
                        scheme,
                        row,
                        VisitPlan.day(
                                plan.period().from(),
                                plan.period().to(),
                                row.visit().n(),
                                times),
                        plan.dates().late()));
            }
        }
    }

    /** The day on which it is now, where rounds are. */
    public LocalDate today() {
        return clock.instant().atZone(sources.zone()).toLocalDate();
    }

    /**
     * Takes in a visit with its photos, as one change.
     *
     * @return whether it was there already
     * @throws AssessRefused where it is not this person's to make, or it cannot be taken
     */
    public CompletableFuture<Facts.Imported> make(Signer by, String scheme, String period, Made made) {
        if (made.note().length() > MOST_NOTE) {
            throw new AssessRefused(Reason.WRONG, "a note has " + MOST_NOTE + " characters at most");
        }
        List<VisitPhotos.Taken> taken = photos.taken(made.photos());
        LocalDate day = made.day().isAfter(today()) ? today() : made.day();
        FactDraft fact = new FactDraft(
                made.visit().source(),
                made.visit().subject(),
                new FactValue.Visit(made.times()),
                day,
                taken.isEmpty() ? null : taken.get(0).digest());
        String batch = Ticket.sha256("visit|" + by.name() + "|" + made.id());
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Facts.Imported imported = facts.state(tables, by, round, List.of(fact), batch, made.visit());
            if (!imported.repeated()) {
                tables.visits().note(round.id(), made.visit(), made.note());
                photos.add(tables, round, made.visit(), taken);
            }
            return imported;
        });
    }

    /**
     * All visits of a round.
     *
     * @throws AssessRefused where they are not for this person, or there is no such round
     */
    public Overview all(Signer by, String scheme, String period) {
        by.require("the visits of a round", SEE);
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            List<VisitRow> all = tables.visits().of(round.id());
            return new Overview(
                    tables.visits().lot(round.id()),
                    all,
                    tables.visits().photos(round.id()),
                    changes(tables, round, all));
        });
    }
}
