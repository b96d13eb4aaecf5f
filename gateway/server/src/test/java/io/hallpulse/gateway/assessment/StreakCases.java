package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.MONTHLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worst lists, round after round, on any database: who is talked to, who is proposed for removal, and what is deducted. */
abstract class StreakCases {
    private static final String RULES = """

            rules:
              - {id: warn-leader,   when: {rank: {to: 10}}, do: [{open: talk, to: deputy, by: discipline}]}
              - {id: warn-head,     when: {rank: {from: 4, to: 10}}, do: [{open: talk, to: head, by: unit}]}
              - {id: summon-head,   when: {rank: {to: 3}}, do: [{open: interview, to: head, by: unit}]}
              - {id: remove-head,   when: {rank: {to: 3}, streak: 2}, do: [{open: decide, to: head, by: unit, propose: removal}]}
              - {id: remove-deputy, when: {rank: {to: 3}, streak: 3}, do: [{open: decide, to: deputy, by: discipline, propose: removal}]}
              - id: deduct
                when: {rank: {to: 10}}
                do: [{points: {into: annual-appraisal, to: [deputy], byRank: [-2.0, -1.8, -1.6, -1.4, -1.2, -1.0, -0.8, -0.6, -0.4, -0.2], most: -4}}]

            flows:
              talk: {zh: 谈话提醒, en: Talk, states: {due: {limit: 10wd, late: {tell: discipline}, next: {held: {to: held, by: [discipline, unit], needs: [record]}}}, held: {end: true}}}
              interview: {zh: 约谈, en: Interview, states: {due: {limit: 10wd, next: {held: {to: held, by: unit, needs: [record]}}}, held: {end: true}}}
              decide: {zh: 组织处理建议, en: Proposal, states: {proposed: {limit: 10wd, late: {tell: auditor}, next: {adopt: {to: adopted, by: approver, seconds: discipline, needs: [text]}, decline: {to: declined, by: approver, seconds: discipline, needs: [text]}}}, adopted: {end: true}, declined: {end: true}}}
            """;

    @TempDir
    Path data;

    private CaseRig cases;
    private YearMonth next = YearMonth.of(2026, 1);

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = database(data);
        cases = new CaseRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config()));
        cases.calendarOf2026();
        cases.off("2027-01-01", "2027-01-03");
        cases.rig.directory.clear();
        for (String office : offices()) {
            cases.rig.directory.add(new FrozenSubject(
                    office,
                    "approval",
                    office,
                    Map.of(Post.HEAD, "H" + office, Post.STAFF, "S" + office),
                    0,
                    0,
                    Set.of()));
        }
        leaders(Map.of());
        String text = ShippedSchemes.text(MONTHLY);
        int rules = text.indexOf("\nrules:\n");
        int flows = text.indexOf("\nflows:\n");
        cases.rig.at("2025-12-20");
        cases.inForce((text.substring(0, rules) + RULES + text.substring(flows + "\nflows:\n".length()))
                .replace("posts: [head, staff]", "posts: [head, deputy, staff]")
                .replace("within: category", "within: scheme")
                .replace("order: best-first", "order: worst-first")
                .replace("take: {approval: 6, public: 2}, edge: break", "take: 10, edge: include"));
    }

    @AfterEach
    void close() {
        cases.close();
    }

    private static List<String> offices() {
        List<String> offices = new ArrayList<>();
        for (int i = 1; i <= 14; i++) {
            offices.add(String.format(Locale.ROOT, "O%02d", i));
        }
        return offices;
    }

    /** Gives each office a leader: its own, where none is named. */
    private void leaders(Map<String, String> byOffice) {
        cases.rig.directory.replaceAll(one -> {
            Map<Post, String> posts = new HashMap<>(one.posts());
            posts.put(Post.DEPUTY, byOffice.getOrDefault(one.id(), "L" + one.id()));
            return new FrozenSubject(one.id(), one.category(), one.unit(), posts, 0, 0, Set.of());
        });
    }

    /** Freezes the round of the next month, and closes it with figures by which some offices are worst, in that order. */
    private String closed(List<String> worst, Set<String> unranked) throws Exception {
        String period = next.toString();
        cases.rig.at(next.minusMonths(1).atDay(20).toString());
        cases.frozen(MONTHLY, period);
        Map<String, long[]> meter = cases.rig.tallies.computeIfAbsent("meter", id -> new LinkedHashMap<>());
        meter.clear();
        List<String> order = new ArrayList<>(worst);
        offices().stream().filter(office -> !worst.contains(office)).forEach(order::add);
        for (int i = 0; i < order.size(); i++) {
            if (!unranked.contains(order.get(i))) {
                meter.put(order.get(i), new long[] {(order.size() - i) * 10L, 0, 0, 0, 1000});
            }
        }
        next = next.plusMonths(1);
        cases.rig.at(next.atDay(15).toString());
        cases.rounds.tick();
        return period;
    }

    private String published(String... worst) throws Exception {
        return published(Arrays.asList(worst), Set.of());
    }

    private String published(List<String> worst, Set<String> unranked) throws Exception {
        String period = closed(worst, unranked);
        cases.approved(MONTHLY, period);
        cases.publish(MONTHLY, period);
        return period;
    }

    private void annulled(String... worst) throws Exception {
        String period = closed(Arrays.asList(worst), Set.of());
        cases.rounds.annul(AssessRig.APPROVER, MONTHLY, period, "wrong").get();
        cases.rounds.annul(AssessRig.AUDITOR, MONTHLY, period, "wrong").get();
    }

    /** Whom removal is proposed for, in their order. */
    private List<String> proposed() {
        return cases.cases(MONTHLY, "decide").stream()
                .map(row -> row.addressee().holder() + " " + row.measure())
                .toList();
    }

    private long count(String flow, String rule) {
        return cases.cases(MONTHLY, flow).stream()
                .filter(row -> row.cause().detail().endsWith("|" + rule))
                .count();
    }

    @Test
    void x11_streaksRunOverAnnulledRounds_andOverOneWithoutARank() throws Exception {
        published("O01", "O02", "O03"); // 01 first, 02 to be broken, 03 not ranked twice
        annulled("O05", "O06", "O07");
        published(List.of("O04", "O01", "O08"), Set.of("O03", "O05")); // 01: annulled between
        assertThat(proposed()).containsExactly("HO01 removal");
        published(List.of("O04", "O01", "O09"), Set.of("O03", "O08")); // 01: three times, 04: twice
        assertThat(proposed()).containsExactly("HO01 removal", "HO04 removal", "LO01 removal");
        published("O03", "O08", "O01"); // 01: four times; 03: not ranked twice between; 08: once between
        assertThat(proposed())
                .containsExactlyInAnyOrder("HO01 removal", "HO04 removal", "LO01 removal", "HO08 removal");
        published(List.of("O10", "O11", "O12"), Set.of("O03")); // 03: not ranked now
        assertThat(proposed()).hasSize(4);
        assertThat(cases.cases(MONTHLY, "decide")).allSatisfy(row -> {
            assertThat(row.matter().state()).isEqualTo("proposed");
            Flow flow = cases.rig.store.read(tables -> cases.rig.work.flows().of(tables, row));
            assertThat(CaseRoles.sees(Set.of(AssessmentRole.UNIT), row, flow)).isFalse();
            assertThat(CaseRoles.sees(Set.of(AssessmentRole.DISCIPLINE), row, flow))
                    .isTrue();
            for (Role role : List.of(Role.ORGANISER, Role.DISCIPLINE, Role.APPROVER, Role.AUDITOR)) {
                String holder = row.addressee().holder();
                assertThat(cases.rig.matters.find(CaseRig.person("x", role), row.number()))
                        .isPresent();
                assertThat(cases.rig.matters.find(
                                new Caller("x", Set.of(role), new Ties(null, holder, List.of())), row.number()))
                        .as("a measure against oneself")
                        .isEmpty();
            }
        });
    }

    @Test
    void x12_seventeenRounds_haveTheConsequencesOfTheSource() throws Exception {
        List<List<String>> worst = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            int from = i % 3 * 3;
            worst.add(new ArrayList<>(offices().subList(from, from + 3)));
        }
        worst.get(2).set(0, worst.get(1).get(0)); // a head after two rounds
        worst.get(6).set(0, worst.get(5).get(0)); // another, and the deputy after three
        worst.get(7).set(0, worst.get(5).get(0));
        worst.get(12).set(0, worst.get(11).get(0));
        long deducted = 0;
        for (List<String> three : worst) {
            assertThat(new HashSet<>(three)).hasSize(3);
            String period = published(three.toArray(String[]::new));
            RoundRow round = cases.rig.store.read(tables -> Rounds.require(tables, MONTHLY, period));
            List<EffectTable.Given> given =
                    cases.rig.store.read(tables -> tables.effects().given(round.id()));
            deducted += given.size();
        }
        assertThat(Map.of(
                        "warn-leader", count("talk", "warn-leader"),
                        "summon-head", count("interview", "summon-head"),
                        "warn-head", count("talk", "warn-head"),
                        "remove-head", count("decide", "remove-head"),
                        "remove-deputy", count("decide", "remove-deputy"),
                        "deduct", deducted))
                .isEqualTo(Map.of(
                        "warn-leader", 170L,
                        "summon-head", 51L,
                        "warn-head", 119L,
                        "remove-head", 3L,
                        "remove-deputy", 1L,
                        "deduct", 170L));
    }

    @Test
    void x13_deductionsAreByRank_andOneLeaderLosesFourAtMost() throws Exception {
        List<String> order = offices().subList(0, 10);
        leaders(Map.of("O01", "P", "O02", "P", "O03", "P", "O10", "Q"));
        assertThat(given(published(order.toArray(String[]::new))))
                .containsEntry("P", "-27/5 -4/1")
                .containsEntry("Q", "-1/5 -1/5")
                .containsEntry("LO04", "-7/5 -7/5")
                .containsEntry("LO05", "-6/5 -6/5")
                .hasSize(8);
        leaders(Map.of("O01", "R", "O04", "R"));
        assertThat(given(published(order.toArray(String[]::new))))
                .containsEntry("R", "-17/5 -17/5")
                .containsEntry("LO02", "-9/5 -9/5")
                .hasSize(9);
        leaders(Map.of());
        assertThat(given(published(order.toArray(String[]::new)))).containsEntry("LO01", "-2/1 -2/1");
    }

    private Map<String, String> given(String period) {
        RoundRow round = cases.rig.store.read(tables -> Rounds.require(tables, MONTHLY, period));
        List<EffectTable.Given> given =
                cases.rig.store.read(tables -> tables.effects().given(round.id()));
        Map<String, String> byHolder = new HashMap<>();
        given.forEach(one -> byHolder.put(one.holder(), one.sum() + " " + one.given()));
        return byHolder;
    }
}
