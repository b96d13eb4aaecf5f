package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cases (办件): opened at the desk, by a contact, by an import; taken on, given more time, seen by whom they concern. Any thread. */
public final class Matters {
    /** As many come in one import at most. */
    public static final int MOST = 1_000;

    private final MatterIntake intake;
    private final MatterSteps steps;
    private final SeenMatters seen;
    private final MatterClock ticking;

    Matters(AssessStore store, Grammar grammar, RoundSources sources, MatterWork work, InstantSource clock) {
        this.intake = new MatterIntake(store, grammar, sources, work, clock);
        this.steps = new MatterSteps(store, sources, work, clock);
        this.seen = new SeenMatters(store, sources, work, clock);
        this.ticking = new MatterClock(store, grammar, sources, work, clock);
    }

    /**
     * What came of an import.
     *
     * @param numbers of all cases that it names, in its order; empty for one that others took in, where it is not seen by who imports
     * @param opened how many of them are new
     */
    public record Imported(List<String> numbers, int opened) {
        public Imported {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * A step that somebody may take now.
     *
     * @param seconds whether it confirms what another person did
     */
    public record Way(String id, Flow.Transition transition, boolean seconds) {}

    /**
     * A case as somebody sees it.
     *
     * @param ways that this person may take now, as far as the roles say; none for a case that has ended
     * @param log empty in a list
     * @param mayExtend whether this person may give it more time now
     * @param ratings of its writer; none in a list
     */
    public record Seen(
            MatterRow row, Flow flow, List<MatterEntry> log, List<Way> ways, boolean mayExtend, CaseRatings ratings) {}

    /**
     * Which cases are listed. What is null does not matter.
     *
     * @param open whether those that have ended are left out
     * @param overdue whether only those that are over their time are wanted
     * @param mine whether only those are wanted that this person may move on now
     */
    public record Filter(
            @Nullable String scheme,
            @Nullable String flow,
            @Nullable String subject,
            @Nullable String state,
            boolean open,
            boolean overdue,
            boolean mine) {
        public static final Filter OPEN = new Filter(null, null, null, null, true, false, false);

        boolean has(MatterRow row) {
            return Stream.of(
                            is(scheme, row.scheme()),
                            is(flow, row.flow()),
                            is(subject, row.about().subject()),
                            is(state, row.matter().state()))
                    .allMatch(fits -> fits);
        }

        private static boolean is(@Nullable String wanted, String found) {
            return wanted == null || wanted.equals(found);
        }
    }

    /**
     * Opens a case by hand. One with an external number that is there already stays as it is; it is told to who opened it, and who sees it.
     *
     * @throws AssessRefused where the flow does not open so, this person may not, or there is no such subject
     */
    public CompletableFuture<MatterRow> open(Caller by, MatterDraft draft, Flow.Channel channel) {
        return intake.open(by, draft, channel);
    }

    /**
     * Opens a case that comes from a channel, within a transaction that may do more.
     *
     * @param by as the log and the record of changes name who did it
     * @throws AssessRefused where the flow does not open so, or there is no such subject
     */
    MatterRow open(AssessStore.Tables tables, Actor by, MatterRow.Cause cause, MatterDraft draft, Flow.Channel channel)
            throws SQLException {
        return intake.open(tables, by, cause, draft, channel);
    }

    /**
     * Opens the cases of a file from elsewhere, all of them or none. Those whose external numbers are there already stay as they are.
     *
     * @param channel hotline or import
     */
    public CompletableFuture<Imported> take(Caller by, List<MatterDraft> drafts, Flow.Channel channel) {
        return intake.take(by, drafts, channel);
    }

    /**
     * Takes a transition, or confirms one that waits for a second person.
     *
     * @throws AssessRefused where it is not so far, this person may not, or something is missing
     */
    public CompletableFuture<MatterRow> take(Caller by, String number, String transition, MatterTaking taking) {
        return steps.take(by, number, transition, taking);
    }

    /**
     * Gives a case more time, once.
     *
     * @throws AssessRefused where its state has no more, this person may not, or its time is over
     */
    public CompletableFuture<MatterRow> extend(Caller by, String number, String text) {
        return steps.extend(by, number, text);
    }

    /** A case with its log, for somebody; empty where this person does not see it, or there is none. */
    public Optional<Seen> find(Caller by, String number) {
        return seen.find(by, number);
    }

    /**
     * Some cases that a person sees, the newest first.
     *
     * @param before the number of the last one that was seen; empty for the newest
     */
    public List<Seen> list(Caller by, Filter filter, String before, int limit) {
        return seen.list(by, filter, before, limit);
    }

    /** Does what happens by itself, see {@link MatterClock}. To be called again and again, by one thread. */
    public void tick() throws InterruptedException, ExecutionException {
        ticking.tick();
    }
}
