package io.hallpulse.domain.assessment.scheme;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Whether what a rule names is there. */
final class RuleCheck {
    private final Scheme scheme;
    private final Rule rule;
    private final SchemeFaults faults;

    RuleCheck(Scheme scheme, Rule rule, SchemeFaults faults) {
        this.scheme = scheme;
        this.rule = rule;
        this.faults = faults;
    }

    void check() {
        if (rule.streak() > 0 && rule.when().stream().noneMatch(RuleCheck::isOfRounds)) {
            faults.add(
                    "a streak of what? add rank, last, listed or score beside it",
                    "rules",
                    rule.id(),
                    "when",
                    "streak");
        }
        rule.when().forEach(this::condition);
        for (int i = 0; i < rule.effects().size(); i++) {
            effect(rule.effects().get(i), "[" + i + "]");
        }
    }

    private static boolean isOfRounds(Condition condition) {
        return condition instanceof Condition.RankBetween
                || condition instanceof Condition.Last
                || condition instanceof Condition.Listed
                || condition instanceof Condition.ScoreBetween;
    }

    private void condition(Condition condition) {
        if (condition instanceof Condition.FactOf fact) {
            item(fact.item(), "fact");
        } else if (condition instanceof Condition.CountBelow count) {
            item(count.item(), "count", "item");
        } else if (condition instanceof Condition.VisitBelow visit) {
            visit(visit.source());
        } else if (condition instanceof Condition.GradeOf grade) {
            List<String> grades =
                    scheme.score().grades().stream().map(Score.Grade::id).toList();
            for (String id : grade.grades()) {
                if (!grades.contains(id)) {
                    faults.unknown("grade", id, grades, when("grade"));
                }
            }
        } else if (condition instanceof Condition.Held held) {
            held(held.flow());
        } else if (condition instanceof Condition.CaseAt at) {
            if (flow(at.flow(), when("case", "flow"))) {
                state(at.flow(), at.state(), when("case", "state"));
            }
        }
    }

    private void item(ItemName item, String... at) {
        Set<String> items = SchemeCheck.items(scheme);
        if (!items.contains(item.toString())) {
            faults.unknown("item", item.toString(), items, when(at));
        }
    }

    private void visit(String source) {
        List<String> visits = scheme.sources().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Source.Visits)
                .map(Map.Entry::getKey)
                .toList();
        if (!visits.contains(source)) {
            faults.unknown("source of visits", source, visits, when("visit", "source"));
        }
    }

    private void held(String name) {
        List<String> standing = scheme.flows().entrySet().stream()
                .filter(entry -> entry.getValue().standing())
                .map(Map.Entry::getKey)
                .toList();
        if (!standing.contains(name)) {
            faults.unknown("flow with standing: true", name, standing, when("held"));
        }
    }

    private void effect(Effect effect, String index) {
        if (effect instanceof Effect.Open open) {
            post(open.to(), effectAt(index, "to"));
            if (flow(open.flow(), effectAt(index, "open")) && open.propose() != null) {
                proposal(open, index);
            }
        } else if (effect instanceof Effect.Move move) {
            if (flow(move.flow(), effectAt(index, "move"))) {
                move.from().forEach(name -> state(move.flow(), name, effectAt(index, "from")));
                state(move.flow(), move.to(), effectAt(index, "to"));
            }
        } else if (effect instanceof Effect.Points points) {
            points.to().forEach(post -> post(post, effectAt(index, "points", "to")));
            if (points.points() instanceof Effect.Amount.ByRank byRank) {
                byRank(byRank.values().size(), effectAt(index, "points", "byRank"));
            }
        }
    }

    private void proposal(Effect.Open open, String index) {
        Flow flow = scheme.flows().get(open.flow());
        if (flow != null && !flow.start().equals("proposed")) {
            faults.add(
                    "a proposal needs a flow that begins with the state proposed, and '" + open.flow()
                            + "' begins with " + flow.start() + "; name another flow",
                    effectAt(index, "open"));
        }
    }

    private void post(Post post, String[] at) {
        Set<Post> posts = scheme.subjects().posts();
        if (post.isHeld() && !posts.contains(post)) {
            faults.add("post '" + post.word() + "' is not among subjects.posts; add it there, or use another", at);
        }
    }

    private void byRank(int values, String[] at) {
        for (Condition condition : rule.when()) {
            if (condition instanceof Condition.RankBetween rank) {
                int ranks = rank.to() - rank.from() + 1;
                if (values != ranks) {
                    faults.add(
                            values + " points for " + ranks + " ranks; write as many points as ranks, from rank "
                                    + rank.from() + " to " + rank.to(),
                            at);
                }
                return;
            }
        }
        faults.add("points by rank want a rank; add rank: {to: " + values + "} to when, or write value", at);
    }

    private boolean flow(String name, String[] at) {
        if (scheme.flows().containsKey(name)) {
            return true;
        }
        faults.unknown("flow", name, scheme.flows().keySet(), at);
        return false;
    }

    private void state(String flow, String name, String[] at) {
        Set<String> states =
                Objects.requireNonNull(scheme.flows().get(flow)).states().keySet();
        if (!states.contains(name)) {
            faults.unknown("state of flow " + flow, name, states, at);
        }
    }

    private String[] when(String... at) {
        return Stream.concat(Stream.of("rules", rule.id(), "when"), Stream.of(at))
                .toArray(String[]::new);
    }

    private String[] effectAt(String index, String... at) {
        return Stream.concat(Stream.of("rules", rule.id(), "do", index), Stream.of(at))
                .toArray(String[]::new);
    }
}
