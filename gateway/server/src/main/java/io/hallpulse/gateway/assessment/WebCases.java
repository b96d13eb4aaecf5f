package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
     */
    public record Letter(Offer offer, String window, String title, String text, String contact, boolean wishesCall) {}

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
        try { // beside the queue of changes, in which only what is to be kept waits
            subject = store.read(tables -> subject(tables, letter));
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
            return row.number();
        });
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
        if (kind.equals(SubjectId.WINDOW)) {
            return letter.window();
        }
        for (SubjectId one : sources.lineage(SubjectId.WINDOW, letter.window())) {
            if (one.kind().equals(kind)) {
                return one.hall().isEmpty() ? one.id() : one.hall() + "/" + one.id();
            }
        }
        throw new AssessRefused(Reason.WRONG, letter.window() + " belongs to no " + kind);
    }

    /**
     * What its writer sees of a case.
     *
     * @param overdue whether its time is over and somebody has yet to move it
     * @param answers texts of those who answer for the subject, but for their appeals
     */
    public record Followed(MatterRow row, boolean overdue, List<Answer> answers) {
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
            return Optional.of(
                    new Followed(row, row.isOpen() && row.matter().isOverdue(flow, clock.instant()), answers));
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
