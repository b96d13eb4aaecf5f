package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.matter.SecondRating;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Cases that people write on the web, without a login. Whoever wrote one finds it by what its link holds, of which the hash alone is kept;
 * its number finds nothing. Any thread.
 */
public final class WebCases {
    private static final Actor CITIZEN = new Actor("web", "citizen");

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Matters matters;
    private final MatterWork work;
    private final Contacts contacts;
    private final InstantSource clock;

    WebCases(
            AssessStore store,
            Grammar grammar,
            RoundSources sources,
            Matters matters,
            MatterWork work,
            Contacts contacts,
            InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.matters = matters;
        this.work = work;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** A flow that anybody may open a case of. */
    public record Offer(String scheme, String flow, Name name) {
        /** One for ratings with a name, which is there always. */
        public static final Offer RATING = new Offer(
                BuiltInFlows.SCHEME, BuiltInFlows.BAD_RATING_NAMED, new Name("留名差评", "Bad rating with a name"));
    }

    /** Those of schemes in force. */
    public List<Offer> offers() {
        return store.read(tables -> {
            List<Offer> offers = new ArrayList<>();
            for (SchemeRow row : tables.schemes().all()) {
                if (row.state() == SchemeRow.State.IN_FORCE) {
                    grammar.of(row).flows().forEach((id, flow) -> {
                        if (flow.opens().contains(Flow.Channel.WEB)) {
                            offers.add(new Offer(row.scheme(), id, flow.name()));
                        }
                    });
                }
            }
            return offers;
        });
    }

    /**
     * What somebody wrote.
     *
     * @param window hall and window, as {@code north/A03}
     * @param title what it is, in a few words
     * @param contact how the writer is reached; empty for not
     * @param rated the bad rating that it is about; null where the writer says none
     */
    public record Letter(
            Offer offer,
            String window,
            String title,
            String text,
            String contact,
            boolean wishesCall,
            @Nullable Rated rated) {}

    /**
     * A bad rating as its writer tells it.
     *
     * @param level 1 or 2
     * @param day of the service; null for today
     * @param pressed whether the same was pressed on the window's keys that day
     */
    public record Rated(int level, @Nullable LocalDate day, boolean pressed) {}

    /**
     * Opens a case, unless one was opened by the same token before.
     *
     * @param token 128 bits that nobody but the writer knows
     * @return its number
     */
    public CompletableFuture<String> write(String token, Letter letter) {
        Optional<String> known = store.read(tables -> contacts.number(tables, token));
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        String subject;
        Optional<NamedRating> first;
        try { // beside the queue of changes, in which only what is to be kept waits
            subject = store.read(tables -> subject(tables, letter));
            first = first(letter);
        } catch (AssessRefused e) {
            return CompletableFuture.failedFuture(e);
        }
        return store.submit(tables -> {
            Optional<String> meanwhile = contacts.number(tables, token);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            MatterRow row = matters.open(
                    tables,
                    CITIZEN,
                    MatterRow.Cause.of(MatterRow.From.CHANNEL, Flow.Channel.WEB.word()),
                    new MatterDraft(
                            letter.offer().scheme(),
                            letter.offer().flow(),
                            subject,
                            letter.title(),
                            letter.text(),
                            null,
                            null),
                    Flow.Channel.WEB);
            contacts.add(tables, row.number(), token, letter.contact(), letter.wishesCall());
            if (first.isPresent()) {
                tables.ratings().add(row.number(), first.get());
            }
            return row.number();
        });
    }

    private Optional<NamedRating> first(Letter letter) {
        Rated rated = letter.rated();
        if (rated == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        LocalDate today = today(letter.window(), now);
        LocalDate day = rated.day() == null ? today : rated.day();
        if (!BuiltInFlows.isNamed(letter.offer().scheme(), letter.offer().flow())
                || !FactValue.Excluded.isBad(rated.level())
                || day.isAfter(today)) {
            throw new AssessRefused(
                    Reason.WRONG, "a bad rating with a name is of level 1 or 2 and of a day that is not to come");
        }
        return Optional.of(new NamedRating(NamedRating.FIRST, now, rated.level(), day, rated.pressed()));
    }

    private LocalDate today(String window, Instant now) {
        return now.atZone(sources.business(SubjectId.WINDOW, window).zone()).toLocalDate();
    }

    /**
     * Takes the second rating of whoever wrote a case, once. No score changes by it.
     *
     * @return whether a case has that link
     * @throws AssessRefused where it is not so far, it was given before, or there is no such level
     */
    public CompletableFuture<Boolean> rateAgain(String token, int level) {
        Optional<String> known;
        try { // beside the queue of changes, likewise
            known = store.read(tables -> {
                Optional<String> number = contacts.number(tables, token);
                if (number.isPresent()) {
                    requireSecond(tables, MatterWork.require(tables, number.get()), level);
                }
                return number;
            });
        } catch (AssessRefused e) {
            return CompletableFuture.failedFuture(e);
        }
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        return store.submit(tables -> {
            MatterRow row = work.passed(tables, MatterWork.require(tables, known.get()));
            requireSecond(tables, row, level);
            Instant now = clock.instant();
            String state = row.matter().state();
            tables.ratings()
                    .add(
                            row.number(),
                            new NamedRating(
                                    NamedRating.SECOND,
                                    now,
                                    level,
                                    today(row.about().subject(), now),
                                    false));
            work.log(
                    tables,
                    row,
                    MatterWork.entry(MatterEntry.Kind.RATED, CITIZEN, "", state, state, List.of(), now)
                            .withText(Integer.toString(level)),
                    "case.rate",
                    CITIZEN,
                    "",
                    "second rating, level " + level);
            return true;
        });
    }

    private static void requireSecond(AssessStore.Tables tables, MatterRow row, int level) throws SQLException {
        Optional<Text> refusal = SecondRating.refusal(
                BuiltInFlows.isNamed(row.scheme(), row.flow()),
                row.matter().state(),
                CaseRatings.of(tables, row.number()).isSecondGiven(),
                level);
        if (refusal.isPresent()) {
            throw new AssessRefused(Reason.NOT_NOW, refusal.get());
        }
    }

    /** The window itself, or what it belongs to where the scheme is about that. */
    private String subject(AssessStore.Tables tables, Letter letter) throws SQLException {
        String kind = SubjectId.WINDOW;
        if (!FlowBook.isOwn(letter.offer().scheme())) {
            Scheme scheme = grammar.of(tables.schemes()
                    .inForce(letter.offer().scheme())
                    .orElseThrow(() -> new AssessRefused(
                            Reason.UNKNOWN, "no scheme " + letter.offer().scheme() + " is in force")));
            kind = scheme.subjects().kind().word();
        }
        String wanted = kind;
        return sources.within(wanted, letter.window())
                .orElseThrow(() -> new AssessRefused(Reason.WRONG, letter.window() + " belongs to no " + wanted));
    }

    /**
     * What its writer sees of a case.
     *
     * @param overdue whether its time is over and somebody has yet to move it
     * @param answers texts of those who answer for the subject, but for their appeals
     * @param mayRateAgain whether a second rating is taken now
     */
    public record Followed(
            MatterRow row, boolean overdue, List<Answer> answers, CaseRatings ratings, boolean mayRateAgain) {
        public Followed {
            answers = List.copyOf(answers);
        }
    }

    /** What somebody at work said to the writer. */
    public record Answer(Instant at, String text) {}

    /** The case whose link holds a token; empty where none does. */
    public Optional<Followed> follow(String token) {
        return store.read(tables -> {
            Optional<String> number = contacts.number(tables, token);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            MatterRow row = MatterWork.require(tables, number.get());
            Flow flow = work.flows().of(tables, row);
            List<Answer> answers = tables.matterLog().of(row.number()).stream()
                    .filter(entry -> isForWriter(entry, flow))
                    .map(entry -> new Answer(Instant.ofEpochMilli(entry.atMillis()), entry.text()))
                    .toList();
            CaseRatings ratings = CaseRatings.of(tables, row.number());
            return Optional.of(new Followed(
                    row,
                    row.isOpen() && row.matter().isOverdue(flow, clock.instant()),
                    answers,
                    ratings,
                    BuiltInFlows.isNamed(row.scheme(), row.flow())
                            && SecondRating.isAskedFor(row.matter().state(), ratings.isSecondGiven())));
        });
    }

    private static boolean isForWriter(MatterEntry entry, Flow flow) {
        Flow.State state = flow.states().get(entry.from());
        Flow.Transition way = state == null ? null : state.next().get(entry.step());
        return entry.kind() == MatterEntry.Kind.MOVED
                && entry.role().equals(AssessmentRole.CONTACT.word())
                && !entry.text().isBlank()
                && way != null
                && way.within() == null; // what is for a time only is an appeal
    }
}
