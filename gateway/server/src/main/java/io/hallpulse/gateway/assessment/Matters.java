package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.matter.CallBacks;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.matter.Moves;
import io.hallpulse.domain.assessment.matter.Outcome;
import io.hallpulse.domain.assessment.matter.Person;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cases (办件): opened at the desk, by a contact, by an import; taken on, given more time, seen by whom they concern. Any thread. */
public final class Matters {
    /** As many come in one import at most. */
    public static final int MOST = 1_000;

    private static final int LONGEST = 4_000;
    private static final int AT_ONCE = 200;
    private static final List<AssessmentRole> TAKE_IN =
            List.of(AssessmentRole.ORGANISER, AssessmentRole.CALLER, AssessmentRole.RECORDER);
    private static final List<AssessmentRole> ANSWER = List.of(AssessmentRole.CONTACT, AssessmentRole.UNIT);

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final MatterWork work;
    private final MatterClock ticking;
    private final InstantSource clock;

    Matters(AssessStore store, Grammar grammar, RoundSources sources, MatterWork work, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.work = work;
        this.ticking = new MatterClock(store, grammar, sources, work, clock);
        this.clock = clock;
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
     * @param mayExtend whether this person may give it more time now
     */
    public record Seen(MatterRow row, Flow flow, List<MatterEntry> log, List<Way> ways, boolean mayExtend) {}

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

        private boolean has(MatterRow row) {
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
        return store.submit(tables -> {
            boolean before = same(tables, draft).isPresent();
            MatterRow row = open(tables, by, draft, channel);
            if (before && !isToldOf(tables, by, row)) {
                throw new AssessRefused(Reason.NOT_NOW, "that external number is taken in already");
            }
            return row;
        });
    }

    /** The case that a draft tells again, by its number elsewhere. */
    private Optional<MatterRow> same(AssessStore.Tables tables, MatterDraft draft) throws SQLException {
        Optional<SchemeRow> version = tables.schemes().inForce(draft.scheme());
        String external = draft.external();
        return external == null || version.isEmpty()
                ? Optional.empty()
                : tables.matters()
                        .external(
                                draft.scheme(),
                                draft.flow(),
                                external,
                                grammar.of(version.get()).subjects().kind().word(),
                                draft.subject());
    }

    /** Whether somebody may hear of a case that is there already: who took it in, and who sees it. */
    private boolean isToldOf(AssessStore.Tables tables, Caller by, MatterRow row) throws SQLException {
        MatterRow.Cause cause = row.cause();
        return cause.from() == MatterRow.From.PERSON && cause.detail().equals(by.name())
                || CaseRoles.sees(roles(by, row), row, work.flows().of(tables, row));
    }

    /**
     * Opens the cases of a file from elsewhere, all of them or none. Those whose external numbers are there already stay as they are.
     *
     * @param channel hotline or import
     */
    public CompletableFuture<Imported> take(Caller by, List<MatterDraft> drafts, Flow.Channel channel) {
        if (drafts.isEmpty() || drafts.size() > MOST) {
            throw new AssessRefused(Reason.WRONG, "an import has 1 to " + MOST + " cases, not " + drafts.size());
        }
        return store.submit(tables -> {
            List<String> numbers = new ArrayList<>();
            int opened = 0;
            for (MatterDraft draft : drafts) {
                String place = "case " + (numbers.size() + 1) + ": ";
                try {
                    if (draft.external() == null) {
                        throw new AssessRefused(Reason.WRONG, "external is missing; it tells the same case again");
                    }
                    boolean before = same(tables, draft).isPresent();
                    MatterRow row = open(tables, by, draft, channel);
                    opened += before ? 0 : 1;
                    numbers.add(!before || isToldOf(tables, by, row) ? row.number() : "");
                } catch (AssessRefused e) {
                    throw new AssessRefused(e.reason(), place + e.getMessage());
                }
            }
            return new Imported(numbers, opened);
        });
    }

    private MatterRow open(AssessStore.Tables tables, Caller by, MatterDraft draft, Flow.Channel channel)
            throws SQLException {
        Signer signer = new Signer(by.name(), CaseRoles.all(by));
        AssessmentRole role = switch (channel) {
            case DESK, HOTLINE, IMPORT -> signer.require("taking in a case", TAKE_IN);
            case CONTACT -> signer.require("opening a case of the own unit", ANSWER);
            case WEB, KEY ->
                throw new AssessRefused(
                        Reason.NOT_ALLOWED, "a case from the " + channel.word() + " comes from who writes it");
        };
        Scheme scheme = FlowBook.isOwn(draft.scheme()) ? null : scheme(tables, draft.scheme());
        MatterRow.About about = about(scheme, draft);
        if (channel == Flow.Channel.CONTACT
                && !CaseRoles.isOwn(by, about.unit(), sources.lineage(about.kind(), about.subject()))) {
            throw new AssessRefused(Reason.NOT_ALLOWED, about.subject() + " is not of the unit of " + by.name());
        }
        return open(tables, signer.as(role), MatterRow.Cause.of(MatterRow.From.PERSON, by.name()), draft, channel);
    }

    /**
     * Opens a case that comes from a channel, within a transaction that may do more.
     *
     * @param by as the log and the record of changes name who did it
     * @throws AssessRefused where the flow does not open so, or there is no such subject
     */
    MatterRow open(AssessStore.Tables tables, Actor by, MatterRow.Cause cause, MatterDraft draft, Flow.Channel channel)
            throws SQLException {
        for (String text : List.of(draft.title(), draft.text(), Objects.requireNonNullElse(draft.external(), ""))) {
            if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
                throw new AssessRefused(
                        Reason.WRONG, "a text of a case has " + LONGEST + " characters at most, and no NUL");
            }
        }
        SchemeRow version = FlowBook.isOwn(draft.scheme()) ? null : inForce(tables, draft.scheme());
        Scheme scheme = version == null ? null : grammar.of(version);
        Flow flow = FlowBook.require(scheme == null ? BuiltInFlows.FLOWS : scheme.flows(), draft.flow());
        if (!flow.opens().contains(channel)) {
            throw new AssessRefused(
                    Reason.WRONG,
                    "cases of " + draft.flow() + " come from "
                            + (flow.opens().isEmpty()
                                    ? "rules alone"
                                    : String.join(
                                            ", ",
                                            flow.opens().stream()
                                                    .map(Word::word)
                                                    .sorted()
                                                    .toList()))
                            + ", not from " + channel.word());
        }
        Optional<MatterRow> before = same(tables, draft);
        if (before.isPresent()) {
            return before.get();
        }
        return work.open(
                tables,
                scheme,
                new MatterOpening(
                        draft.scheme(),
                        version == null ? BuiltInFlows.VERSION : version.version(),
                        draft.flow(),
                        flow,
                        about(scheme, draft),
                        cause,
                        MatterRow.Addressee.NOBODY,
                        draft.title(),
                        draft.text(),
                        "",
                        "",
                        draft.external(),
                        draft.own(),
                        by));
    }

    private static SchemeRow inForce(AssessStore.Tables tables, String scheme) throws SQLException {
        return tables.schemes()
                .inForce(scheme)
                .orElseThrow(() -> new AssessRefused(Reason.UNKNOWN, "no scheme " + scheme + " is in force"));
    }

    private Scheme scheme(AssessStore.Tables tables, String scheme) throws SQLException {
        return grammar.of(inForce(tables, scheme));
    }

    private MatterRow.About about(@Nullable Scheme scheme, MatterDraft draft) {
        String kind =
                scheme == null ? SubjectId.WINDOW : scheme.subjects().kind().word();
        LocalDate today = clock.instant().atZone(sources.zone()).toLocalDate();
        RoundSources.Planned subject = sources.subject(kind, draft.scheme(), draft.subject(), today)
                .orElseThrow(() -> new AssessRefused(
                        Reason.WRONG, "no " + kind + " '" + draft.subject() + "' in the directory today"));
        return new MatterRow.About(
                kind,
                draft.subject(),
                subject.subject().unit(),
                subject.subject().category(),
                subject.name());
    }

    /** Nobody is out of reach after one try. */
    private void requireTries(AssessStore.Tables tables, MatterRow row, String step) throws SQLException {
        if (CallBacks.isAboutNobody(step)
                && !CallBacks.isOutOfReach(
                        calls(tables, row).stream()
                                .filter(call -> !call.reached())
                                .map(ContactTable.Call::at)
                                .toList(),
                        sources.zone())) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    row.number() + ": " + CallBacks.TRIES + " tries to call back on " + CallBacks.DAYS
                            + " days are noted first");
        }
    }

    private static List<ContactTable.Call> calls(AssessStore.Tables tables, MatterRow row) throws SQLException {
        return tables.contacts().calls(row.number(), row.matter().since());
    }

    /** What the writer is said to have answered wants a call that reached the writer: the word of who calls back alone is not enough. */
    private static void requireReached(AssessStore.Tables tables, MatterRow row, String step, Flow.Transition way)
            throws SQLException {
        if (way.needs().contains(Flow.Need.CALLBACK)
                && !CallBacks.isAboutNobody(step)
                && calls(tables, row).stream().noneMatch(ContactTable.Call::reached)) {
            throw refused(
                    Reason.NOT_NOW, row, new Text("先登记一次接通的回访电话", "a call that reached the writer is noted first"));
        }
    }

    /**
     * Takes a transition, or confirms one that waits for a second person.
     *
     * @throws AssessRefused where it is not so far, this person may not, or something is missing
     */
    public CompletableFuture<MatterRow> take(Caller by, String number, String transition, MatterTaking taking) {
        return store.submit(tables -> {
            MatterRow row = work.passed(tables, MatterWork.require(tables, number));
            Flow flow = work.flows().of(tables, row);
            Set<AssessmentRole> roles = rolesOfWhoSees(by, row, flow);
            requireTries(tables, row, transition);
            Flow.Transition way = Objects.requireNonNull(
                            flow.states().get(row.matter().state()))
                    .next()
                    .get(transition);
            Matter.Waiting waiting = row.matter().waiting();
            boolean seconds = waiting != null && waiting.transition().equals(transition);
            List<AssessmentRole> wanted = way == null ? List.of() : seconds ? way.seconds() : way.by();
            Instant now = clock.instant();
            Outcome outcome = work.moves(row.about(), flow)
                    .take(
                            row.matter(),
                            transition,
                            new Person(by.name(), roles),
                            taking.supplied(),
                            taking.deadline(),
                            now);
            if (outcome instanceof Outcome.Refused refused) {
                boolean other = seconds && waiting != null && waiting.person().equals(by.name());
                boolean may = !other && (way == null || wanted.stream().anyMatch(roles::contains));
                throw refused(may ? Reason.NOT_NOW : Reason.NOT_ALLOWED, row, refused.why());
            }
            if (way != null && !seconds) {
                requireReached(tables, row, transition, way);
            }
            Actor actor = as(by, roles, wanted);
            String from = row.matter().state();
            if (outcome instanceof Outcome.AwaitsSecond awaits) {
                MatterRow waits = work.put(tables, row, flow, awaits.matter(), now);
                MatterEntry entry = MatterWork.entry(
                                MatterEntry.Kind.SIGNED, actor, transition, from, from, List.of(), now)
                        .with(taking);
                work.log(tables, waits, entry, "case.sign", actor, from, from);
                return waits;
            }
            Outcome.Moved moved = (Outcome.Moved) outcome;
            MatterEntry entry = MatterWork.entry(
                            MatterEntry.Kind.MOVED,
                            actor,
                            transition,
                            from,
                            moved.matter().state(),
                            List.of(),
                            now)
                    .with(taking);
            return work.move(tables, row, flow, moved.matter(), entry, "case.move", actor, moved.fact());
        });
    }

    /**
     * Gives a case more time, once.
     *
     * @throws AssessRefused where its state has no more, this person may not, or its time is over
     */
    public CompletableFuture<MatterRow> extend(Caller by, String number, String text) {
        return store.submit(tables -> {
            MatterRow row = work.passed(tables, MatterWork.require(tables, number));
            Flow flow = work.flows().of(tables, row);
            Set<AssessmentRole> roles = rolesOfWhoSees(by, row, flow);
            Instant now = clock.instant();
            Outcome outcome = work.moves(row.about(), flow).extend(row.matter(), new Person(by.name(), roles), now);
            List<AssessmentRole> wanted = extenders(flow, row);
            if (outcome instanceof Outcome.Refused refused) {
                throw refused(
                        wanted.isEmpty() || wanted.stream().anyMatch(roles::contains)
                                ? Reason.NOT_NOW
                                : Reason.NOT_ALLOWED,
                        row,
                        refused.why());
            }
            Actor actor = as(by, roles, wanted);
            MatterRow longer = work.put(tables, row, flow, ((Outcome.Moved) outcome).matter(), now);
            String state = row.matter().state();
            work.log(
                    tables,
                    longer,
                    MatterWork.entry(MatterEntry.Kind.EXTENDED, actor, "", state, state, List.of(), now)
                            .withText(text),
                    "case.extend",
                    actor,
                    MatterWork.due(row.matter()),
                    MatterWork.due(longer.matter()));
            return longer;
        });
    }

    private static AssessRefused refused(Reason reason, MatterRow row, Text why) {
        String state = row.matter().state();
        return new AssessRefused(
                reason,
                new Text(
                        row.number() + "（" + state + "）：" + why.zh(), row.number() + " is " + state + ": " + why.en()));
    }

    private static List<AssessmentRole> extenders(Flow flow, MatterRow row) {
        Flow.Extension extension =
                Objects.requireNonNull(flow.states().get(row.matter().state())).extend();
        return extension == null ? List.of() : extension.by();
    }

    private static Actor as(Caller by, Set<AssessmentRole> roles, List<AssessmentRole> wanted) {
        return new Actor(
                by.name(),
                wanted.stream()
                        .filter(roles::contains)
                        .findFirst()
                        .map(AssessmentRole::word)
                        .orElse(""));
    }

    /** The roles towards a case of somebody who sees it; others do not hear that it is there. */
    private Set<AssessmentRole> rolesOfWhoSees(Caller by, MatterRow row, Flow flow) {
        return CaseRoles.require(roles(by, row), row, flow);
    }

    private Set<AssessmentRole> roles(Caller by, MatterRow row) {
        return CaseRoles.of(
                by, row, sources.lineage(row.about().kind(), row.about().subject()));
    }

    /** Does what happens by itself, see {@link MatterClock}. To be called again and again, by one thread. */
    public void tick() throws InterruptedException, ExecutionException {
        ticking.tick();
    }

    /** A case with its log, for somebody; empty where this person does not see it, or there is none. */
    public Optional<Seen> find(Caller by, String number) {
        return store.read(tables -> {
            Optional<MatterRow> row = tables.matters().find(number);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            Flow flow = work.flows().of(tables, row.get());
            Set<AssessmentRole> roles = roles(by, row.get());
            return CaseRoles.sees(roles, row.get(), flow)
                    ? Optional.of(new Seen(
                            row.get(),
                            flow,
                            tables.matterLog().of(number),
                            ways(by.name(), roles, row.get(), flow),
                            mayExtend(roles, row.get(), flow)))
                    : Optional.empty();
        });
    }

    private static List<Way> ways(String name, Set<AssessmentRole> roles, MatterRow row, Flow flow) {
        Matter.Waiting waiting = row.matter().waiting();
        Map<String, Flow.Transition> next = row.isOpen()
                ? Objects.requireNonNull(flow.states().get(row.matter().state()))
                        .next()
                : Map.of();
        List<Way> ways = new ArrayList<>();
        next.forEach((id, way) -> {
            boolean seconds = waiting != null && waiting.transition().equals(id);
            List<AssessmentRole> wanted = seconds ? way.seconds() : way.by();
            if (wanted.stream().anyMatch(roles::contains)
                    && !(seconds && waiting != null && waiting.person().equals(name))) {
                ways.add(new Way(id, way, seconds));
            }
        });
        return ways;
    }

    private boolean mayExtend(Set<AssessmentRole> roles, MatterRow row, Flow flow) {
        Moves moves = work.moves(row.about(), flow);
        return row.isOpen()
                && moves.extend(row.matter(), new Person("", roles), clock.instant()) instanceof Outcome.Moved;
    }

    /**
     * Some cases that a person sees, the newest first.
     *
     * @param before the number of the last one that was seen; empty for the newest
     */
    public List<Seen> list(Caller by, Filter filter, String before, int limit) {
        if (CaseRoles.all(by).isEmpty()) {
            return List.of();
        }
        return store.read(tables -> {
            List<Seen> found = new ArrayList<>();
            Map<String, Flow> flows = new LinkedHashMap<>();
            int year = before.isEmpty() ? Integer.MAX_VALUE : year(before);
            int n = before.isEmpty() ? Integer.MAX_VALUE : inYear(before);
            Instant now = clock.instant();
            while (found.size() < limit) {
                List<MatterRow> some = tables.matters().before(year, n, filter.open(), AT_ONCE);
                if (some.isEmpty()) {
                    break;
                }
                for (MatterRow row : some) {
                    year = year(row.number());
                    n = inYear(row.number());
                    if (filter.has(row) && found.size() < limit) {
                        add(tables, found, flows, by, row, filter, now);
                    }
                }
            }
            return found;
        });
    }

    private void add(
            AssessStore.Tables tables,
            List<Seen> found,
            Map<String, Flow> flows,
            Caller by,
            MatterRow row,
            Filter filter,
            Instant now)
            throws SQLException {
        String key = row.scheme() + "/" + row.version() + "/" + row.flow();
        Flow known = flows.get(key);
        Flow flow = known == null ? work.flows().of(tables, row) : known;
        flows.put(key, flow);
        Set<AssessmentRole> roles = roles(by, row);
        List<Way> ways = ways(by.name(), roles, row, flow);
        if (CaseRoles.sees(roles, row, flow)
                && (!filter.overdue() || (row.isOpen() && row.matter().isOverdue(flow, now)))
                && (!filter.mine() || !ways.isEmpty())) {
            found.add(new Seen(row, flow, List.of(), ways, mayExtend(roles, row, flow)));
        }
    }

    private static int year(String number) {
        return part(number, 0);
    }

    private static int inYear(String number) {
        return part(number, 1);
    }

    private static int part(String number, int place) {
        if (!number.matches("[0-9]{4}-[0-9]{4,9}")) {
            throw new AssessRefused(Reason.WRONG, "'" + number + "' is no number of a case such as 2026-0412");
        }
        return Integer.parseInt(number.split("-", 2)[place]);
    }
}
