package io.hallpulse.gateway.fraud;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.fraud.Rule;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.store.RuleReader;
import io.hallpulse.gateway.store.RuleSetRow;
import io.hallpulse.gateway.store.RuleSetRow.State;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TicketReader.Hour;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The fraud rules of the halls. A change does not edit what is in force: it is a new version, applied to all presses in the background, that
 * comes in force once it is. Any thread.
 */
public final class Rules {
    private static final int MOST_NOTICES = 200;

    private final StoreWriter writer;
    private final StoreReader reader;
    private final Supplier<Halls> directory;
    private final InstantSource clock;
    private final Runnable changed;

    /**
     * Those of a store.
     *
     * @param clock the gateway's own
     * @param changed called once a new version is to be applied; must not block
     */
    public Rules(
            StoreWriter writer, StoreReader reader, Supplier<Halls> directory, InstantSource clock, Runnable changed) {
        this.writer = writer;
        this.reader = reader;
        this.directory = directory;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * The rules of a hall as they stand.
     *
     * @param all its versions, the newest first; none before the first was entered
     */
    public record Standing(List<RuleSetRow> all) {
        /** That of the newest version; 0 before the first. */
        public long version() {
            return all.isEmpty() ? 0 : all.get(0).version();
        }

        /** What the newest version says. */
        public RuleSet newest() {
            return all.isEmpty() ? RuleSet.NONE : all.get(0).rules();
        }

        /** The version in force; empty where none ever was. */
        public Optional<RuleSetRow> inForce() {
            return of(State.IN_FORCE);
        }

        /** The version that is being applied. */
        public Optional<RuleSetRow> building() {
            return of(State.BUILDING);
        }

        /** The version that was in force before. */
        public Optional<RuleSetRow> past() {
            return of(State.PAST);
        }

        private Optional<RuleSetRow> of(State state) {
            return all.stream().filter(set -> set.state() == state).findFirst();
        }
    }

    public Standing of(String hall) {
        return new Standing(reader.rules().all(hall));
    }

    /**
     * Enters a new version, which is applied from now on.
     *
     * @param required throws where the newest version is not the one that was changed
     * @return the new version, once that is committed; the newest where it says the same
     */
    public CompletableFuture<Long> change(Actor actor, Hall hall, LongConsumer required, RuleSet rules) {
        return writer.submit(tables -> {
                    Standing now = new Standing(tables.rules().all(hall.id()));
                    required.accept(now.version());
                    if (now.newest().equals(rules)) {
                        return now.version();
                    }
                    long next = now.version() + 1;
                    long millis = clock.millis();
                    tables.openings().keep(directory.get(), millis);
                    tables.rules().insert(hall.id(), next, rules, actor.name(), millis);
                    tables.audit()
                            .add(
                                    new Change(
                                            actor,
                                            "rules.change",
                                            "rules/" + hall.id(),
                                            now.newest().text(),
                                            rules.text()),
                                    millis);
                    return next;
                })
                .thenApply(version -> {
                    changed.run();
                    return version;
                });
    }

    /** What the versions of a hall make of a span of time. */
    public RuleReader.Figures figures(String hall, long fromMillis, long toMillis) {
        return reader.rules().figures(hall, fromMillis, toMillis);
    }

    /**
     * Hours of this month and the one before that have more ratings than their closed tickets allow, by the rules in force, the newest
     * first; those of today from the next day on.
     */
    public List<Hour> notices(Hall hall) {
        RuleSet inForce = of(hall.id()).inForce().map(RuleSetRow::rules).orElse(RuleSet.NONE);
        Instant from = clock.instant()
                .atZone(hall.zone())
                .toLocalDate()
                .withDayOfMonth(1)
                .minusMonths(1)
                .atStartOfDay(hall.zone())
                .toInstant();
        return aboveTickets(hall, inForce, from.toEpochMilli(), Long.MAX_VALUE).stream()
                .limit(MOST_NOTICES)
                .toList();
    }

    private List<Hour> aboveTickets(Hall hall, RuleSet rules, long fromMillis, long toMillis) {
        if (!rules.isOn(Rule.TICKETS)) {
            return List.of();
        }
        return reader.tickets().hours(false, hall.id(), hall.zone(), fromMillis, toMillis, clock.instant()).stream()
                .filter(hour ->
                        rules.isAboveTickets(hour.feed().services(), hour.feed().rated()))
                .sorted(Comparator.comparing(Hour::from).reversed())
                .toList();
    }

    /** What rules would make of a span of time if they were in force. */
    public Preview preview(Hall hall, RuleSet rules, long fromMillis, long toMillis) {
        Preview preview = new Preview();
        reader.rules().judge(hall, rules, fromMillis, toMillis, preview::add);
        preview.meet(
                Rule.TICKETS, aboveTickets(hall, rules, fromMillis, toMillis).size());
        return preview;
    }
}
