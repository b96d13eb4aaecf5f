package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.CaseRig.ORGANISER;
import static io.hallpulse.gateway.assessment.CaseRig.RECORDER;
import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.MONTHLY;
import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.PROMISES;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.domain.record.Head;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.EffectTable.Given;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cases broken off at every statement and commit of all that can happen to one: every way of every state of every flow that ships, as the
 * flows themselves list them, and whatever sets rules off. Neither half done nor done twice.
 */
abstract class KilledCases {
    @TempDir
    Path data;

    private FailingConnections connections;
    private OpenDatabase database;
    private CaseRig cases;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = database(data);
        OpenDatabase opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        connections = new FailingConnections();
        database = connections.of(opened);
        opened.writing().close();
        cases = new CaseRig(database);
        cases.off("2027-01-01", "2027-01-03");
    }

    @AfterEach
    void close() {
        cases.close();
    }

    /**
     * One thing that can happen to a case in a state.
     *
     * @param way id of the transition; null where time passes
     */
    private record Edge(String state, @Nullable String way, String to) {}

    /** All edges of a flow: its transitions, its states that end by themselves, and those that are late. */
    private static List<Edge> edges(Flow flow) {
        List<Edge> edges = new ArrayList<>();
        flow.states().forEach((id, state) -> {
            state.next().forEach((way, transition) -> edges.add(new Edge(id, way, transition.to())));
            if (state.limit() != null) {
                edges.add(new Edge(id, null, state.atLimit() == null ? id : state.atLimit()));
            }
        });
        return edges;
    }

    /** The way from the start to a state. */
    private static List<Edge> path(Flow flow, String state) {
        Map<String, List<Edge>> paths = new HashMap<>(Map.of(flow.start(), List.of()));
        Deque<String> waiting = new ArrayDeque<>(List.of(flow.start()));
        while (!waiting.isEmpty()) {
            String at = waiting.pop();
            for (Edge edge : edges(flow)) {
                if (edge.state().equals(at) && !paths.containsKey(edge.to())) {
                    List<Edge> longer = new ArrayList<>(Objects.requireNonNull(paths.get(at)));
                    longer.add(edge);
                    paths.put(edge.to(), longer);
                    waiting.add(edge.to());
                }
            }
        }
        return Objects.requireNonNull(paths.get(state), state);
    }

    @Test
    void everyWayOfEveryFlowOfTheMonthlyScheme() throws Exception {
        Scheme scheme = cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, "2026-10");
        assertThat(everyWay(MONTHLY, scheme.flows(), "2026-10")).isEqualTo(33);
    }

    @Test
    void everyWayOfEveryFlowOfTheSchemeOfPromises() throws Exception {
        Scheme scheme =
                cases.inForce(ShippedSchemes.text(PROMISES).replace("expected: {units: 149}", "expected: {units: 2}"));
        cases.inCategory("window");
        cases.frozen(PROMISES, "2026-Q4");
        assertThat(everyWay(PROMISES, scheme.flows(), "2026-Q4")).isGreaterThan(15);
    }

    @Test
    void everyWayOfEveryFlowOfTheGateway() throws Exception {
        cases.inForce(ShippedSchemes.text(MONTHLY));
        assertThat(everyWay(BuiltInFlows.SCHEME, BuiltInFlows.FLOWS, null)).isGreaterThan(15);
    }

    private int everyWay(String scheme, Map<String, Flow> flows, @Nullable String period) throws Exception {
        int killed = 0;
        for (Map.Entry<String, Flow> flow : new TreeMap<>(flows).entrySet()) {
            for (Edge edge : edges(flow.getValue())) {
                cases.rig.at("2026-10-12");
                String number = opened(scheme, flow.getKey(), flow.getValue());
                for (Edge before : path(flow.getValue(), edge.state())) {
                    go(flow.getValue(), number, before);
                }
                int log = cases.log(number).size();
                String name = flow.getKey() + " " + number + " " + edge;
                kill(name, flow.getValue(), number, edge);
                assertThat(cases.row(number).matter().state()).as(name).isEqualTo(edge.to());
                assertIsOnce(name, scheme, period, flow.getValue(), number, edge, log);
                killed++;
            }
            for (Map.Entry<String, Flow.State> state : flow.getValue().states().entrySet()) {
                if (state.getValue().extend() != null) {
                    cases.rig.at("2026-10-12");
                    String number = opened(scheme, flow.getKey(), flow.getValue());
                    for (Edge before : path(flow.getValue(), state.getKey())) {
                        go(flow.getValue(), number, before);
                    }
                    each(
                            "extend " + number,
                            () -> cases.rig
                                    .matters
                                    .extend(ORGANISER, number, "more time")
                                    .get());
                }
            }
        }
        assertChain();
        return killed;
    }

    private void each(String name, Callable<?> command) throws Exception {
        KillPoints.each(name, connections, database, command);
    }

    /** A case of any flow, as a rule would open it. */
    private String opened(String scheme, String id, Flow flow) throws Exception {
        boolean own = FlowBook.isOwn(scheme);
        return cases.rig
                .store
                .submit(tables -> {
                    SchemeRow version =
                            own ? null : tables.schemes().inForce(scheme).orElseThrow();
                    RoundSources.Planned about = cases.rig
                            .subject("window", scheme, "A01", LocalDate.EPOCH)
                            .orElseThrow();
                    return cases.rig
                            .work
                            .open(
                                    tables,
                                    version == null ? null : cases.rig.grammar.of(version),
                                    new MatterOpening(
                                            scheme,
                                            version == null ? BuiltInFlows.VERSION : version.version(),
                                            id,
                                            flow,
                                            new MatterRow.About("window", "A01", "tax", "approval", about.name()),
                                            MatterRow.Cause.of(MatterRow.From.PERSON, "test"),
                                            new MatterRow.Addressee(id.startsWith("staff") ? "staff" : "", "S-A01", ""),
                                            "",
                                            "",
                                            "",
                                            "",
                                            null,
                                            null,
                                            new Actor("test", "test")))
                            .number();
                })
                .get();
    }

    private void go(Flow flow, String number, Edge edge) throws Exception {
        if (edge.way() == null) {
            pass(number);
        } else {
            Flow.Transition way = way(flow, edge);
            Caller first = CaseRig.anyOf(way.by(), null);
            called(number);
            cases.take(first, number, edge.way());
            if (!way.seconds().isEmpty()) {
                cases.take(second(way, first), number, edge.way());
            }
        }
    }

    /** Tries to reach the writer since the state began, in vain on three days and then not: some ways want that. */
    private void called(String number) throws Exception {
        Instant since = cases.row(number).matter().since();
        cases.rig
                .store
                .submit(tables -> {
                    for (int days = 0; days < 4; days++) {
                        tables.contacts().call(number, since.plus(days, DAYS), "feng", days == 3);
                    }
                    return number;
                })
                .get();
    }

    private static Flow.Transition way(Flow flow, Edge edge) {
        return Objects.requireNonNull(
                Objects.requireNonNull(flow.states().get(edge.state())).next().get(String.valueOf(edge.way())));
    }

    private static Caller second(Flow.Transition way, Caller first) {
        return CaseRig.anyOf(way.seconds(), first.name());
    }

    private void pass(String number) throws Exception {
        Matter matter = cases.row(number).matter();
        cases.rig.set(Objects.requireNonNull(matter.due()).at().plusMillis(1));
        cases.rig
                .store
                .submit(tables -> cases.rig.work.passed(tables, MatterWork.require(tables, number)))
                .get();
    }

    private void kill(String name, Flow flow, String number, Edge edge) throws Exception {
        String step = edge.way();
        if (step == null) {
            each(name, () -> {
                cases.rig.set(dueOf(number));
                return cases.rig
                        .store
                        .submit(tables -> cases.rig.work.passed(tables, MatterWork.require(tables, number)))
                        .get();
            });
            return;
        }
        Flow.Transition way = way(flow, edge);
        Caller first = CaseRig.anyOf(way.by(), null);
        called(number);
        each(name, () -> cases.take(first, number, step));
        if (!way.seconds().isEmpty()) {
            Caller other = second(way, first);
            each(name + " too", () -> cases.take(other, number, step));
        }
    }

    private Instant dueOf(String number) {
        Matter matter = cases.row(number).matter();
        return matter.due() == null || matter.told()
                ? cases.rig.clock.instant()
                : matter.due().at().plusMillis(1);
    }

    /** The log says so once, and where it states an outcome there is one fact of it in the round that runs. */
    private void assertIsOnce(
            String name, String scheme, @Nullable String period, Flow flow, String number, Edge edge, int log) {
        List<MatterEntry> entries = cases.log(number);
        boolean seconded = edge.way() != null && !way(flow, edge).seconds().isEmpty();
        assertThat(entries).as(name).hasSize(log + (seconded ? 2 : 1));
        String fact = edge.way() == null ? null : way(flow, edge).fact();
        if (period != null) {
            long stated = cases.facts(scheme, period).stream()
                    .filter(one -> String.valueOf(one.batch()).startsWith(number + "#"))
                    .count();
            assertThat(stated).as(name).isEqualTo(fact == null || fact.equals("struck") ? 0 : 1);
        }
    }

    private void assertChain() {
        Head head = Head.START;
        for (List<Entry> some = entries(0); !some.isEmpty(); some = entries(head.n())) {
            for (Entry entry : some) {
                assertThat(head.fault(entry)).isEmpty();
                head = entry.head();
            }
        }
        assertThat(head.n()).isPositive();
    }

    private List<Entry> entries(long after) {
        return cases.rig.store.read(tables -> tables.audit().after(after));
    }

    @Test
    void whateverSetsRulesOff() throws Exception {
        Map<String, long[]> meter = cases.rig.tallies.computeIfAbsent("meter", id -> new LinkedHashMap<>());
        List.of("A01", "A02", "B01").forEach(id -> meter.put(id, new long[] {0, 0, 0, 0, 100}));
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, "2026-10");
        cases.rig.at("2026-10-03");
        cases.rig.visits.tick();
        each(
                "open",
                () -> cases.rig
                        .matters
                        .open(
                                RECORDER,
                                new MatterDraft(MONTHLY, "hotline", "A01", "", "", null, "1"),
                                Flow.Channel.HOTLINE)
                        .get());
        List<MatterDraft> file = List.of(
                new MatterDraft(MONTHLY, "hotline", "A01", "", "", null, "1"),
                new MatterDraft(MONTHLY, "hotline", "A02", "", "", null, "2"),
                new MatterDraft(MONTHLY, "hotline", "B01", "", "", null, "3"));
        each(
                "import",
                () -> cases.rig
                        .matters
                        .take(RECORDER, file, Flow.Channel.IMPORT)
                        .get());

        LocalDate day = LocalDate.of(2026, 10, 3);
        FactDraft criticism =
                new FactDraft("record", "A01", new FactValue.Entry("criticism", null), day, "ab".repeat(32));
        cases.rig
                .facts
                .state(AssessRig.RECORDER, MONTHLY, "2026-10", List.of(criticism), "b")
                .get();
        each(
                "verify",
                () -> cases.rig
                        .facts
                        .verify(AssessRig.ORGANISER, MONTHLY, "2026-10", 1)
                        .get());
        assertThat(cases.cases(MONTHLY, "rectify")).hasSize(1);

        each("week", () -> {
            cases.rig.at("2026-10-05");
            cases.rig.matters.tick();
            return true;
        });
        assertThat(cases.cases(MONTHLY, "remind")).hasSize(2);

        cases.rig.at("2026-11-06");
        cases.rounds.tick();
        cases.rig.matters.tick();
        cases.approved(MONTHLY, "2026-10");
        each(
                "publish",
                () -> cases.rounds
                        .confirm(AssessRig.ORGANISER, MONTHLY, "2026-10", RoundStep.PUBLISH)
                        .get());
        assertThat(cases.cases(MONTHLY, "trophy")).hasSize(2);
        assertThat(cases.cases(MONTHLY, "diploma")).hasSize(3);
        assertThat(cases.cases(MONTHLY, "staff-month")).hasSize(3);
        RoundRow round = cases.rig.store.read(tables -> Rounds.require(tables, MONTHLY, "2026-10"));
        List<Given> given = cases.rig.store.read(tables -> tables.effects().given(round.id()));
        assertThat(given).extracting(Given::holder).containsExactly("land", "tax");
        assertChain();
    }
}
