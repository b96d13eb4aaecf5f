package io.hallpulse.domain.assessment.visit;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assigns visits by a lot that anyone can draw again with {@code sha256sum} (design 5.2). Visits that fewest may make are taken first, so that
 * loads stay even; among them the order is that of the ticket {@code seed|round|source/subject/n}, the lowest first. Each goes to whoever may make it and has the fewest visits so far; of these to
 * whoever has the fewest at this subject; of these to the lowest ticket {@code seed|round|source/subject/n/inspector}. So loads differ by one
 * at most where nothing keeps anyone away. Nobody visits the own unit or a declared interest, whatever the scheme says, nor, where it says
 * {@code rotate}, whom they were to visit in the round before. Ways follow each other from visit to visit of a subject, from a place that
 * its ticket {@code seed|round|source/subject} says: its first seven hexadecimal digits as a number, modulo the number of ways.
 */
public final class VisitLot {
    private static final int DIGITS = 7;
    private static final int HEX = 16;

    private final FrozenRound round;
    private final Map<String, Set<String>> names;
    private final List<Inspector> inspectors;
    private final Map<String, Set<String>> before;
    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<String, Integer> atSubject = new HashMap<>();

    /**
     * A lot of a round.
     *
     * @param names by subject: its own and those of all that it belongs to, as interests name them
     * @param before by subject: who was to visit it in the round before
     * @param standing visits that stay as they were drawn
     */
    public VisitLot(
            FrozenRound round,
            Map<String, Set<String>> names,
            Collection<Inspector> inspectors,
            Map<String, Set<String>> before,
            Collection<Drawn> standing) {
        Evaluators evaluators = round.scheme().evaluators();
        this.round = round;
        this.names = names;
        this.inspectors = inspectors.stream()
                .sorted(Comparator.comparing(Inspector::name))
                .toList();
        this.before = evaluators != null && evaluators.rotate() ? before : Map.of();
        for (Drawn drawn : standing) {
            if (drawn.inspector() != null) {
                count(drawn.visit(), drawn.inspector());
            }
        }
    }

    private void count(Visit visit, String inspector) {
        loads.merge(inspector, 1, Integer::sum);
        atSubject.merge(visit.subject() + " " + inspector, 1, Integer::sum);
    }

    private String ticket(String id) {
        return Ticket.of(round.seed(), round.id(), id);
    }

    /** Draws for some visits, whatever order they come in. */
    public List<Drawn> draw(Collection<Visit> visits) {
        record Turn(Visit visit, int mayMake, String ticket) {}
        List<Drawn> drawn = new ArrayList<>();
        visits.stream()
                .map(visit ->
                        new Turn(visit, free(visit, untied(visit, all(visit))).size(), ticket(visit.id())))
                .sorted(Comparator.comparingInt(Turn::mayMake)
                        .thenComparing(Turn::ticket)
                        .thenComparing(Turn::visit))
                .forEach(turn -> drawn.add(one(turn.visit())));
        return drawn;
    }

    private Drawn one(Visit visit) {
        List<Inspector> all = all(visit);
        List<Inspector> untied = untied(visit, all);
        List<Inspector> free = free(visit, untied);
        if (free.isEmpty()) {
            return new Drawn(visit, way(visit), null, reason(by(visit), all.size(), untied.size()));
        }
        Comparator<Inspector> fewest = Comparator.comparingInt(
                        (Inspector inspector) -> loads.getOrDefault(inspector.name(), 0))
                .thenComparingInt(inspector -> atSubject.getOrDefault(visit.subject() + " " + inspector.name(), 0))
                .thenComparing(inspector -> ticket(visit.id() + "/" + inspector.name()));
        String chosen = free.stream().min(fewest).orElseThrow().name();
        count(visit, chosen);
        return new Drawn(visit, way(visit), chosen, null);
    }

    private List<AssessmentRole> by(Visit visit) {
        return round.scheme().sources().get(visit.source()) instanceof Source.Visits visits ? visits.by() : List.of();
    }

    /** Whoever has a role that makes it. */
    private List<Inspector> all(Visit visit) {
        List<AssessmentRole> by = by(visit);
        return inspectors.stream()
                .filter(inspector -> inspector.roles().stream().anyMatch(by::contains))
                .toList();
    }

    /** Less those who are kept away for good. */
    private List<Inspector> untied(Visit visit, List<Inspector> all) {
        Set<String> ofSubject = names.getOrDefault(visit.subject(), Set.of());
        return all.stream().filter(inspector -> !inspector.isTiedTo(ofSubject)).toList();
    }

    /** Less those who were there in the round before. */
    private List<Inspector> free(Visit visit, List<Inspector> untied) {
        Set<String> were = before.getOrDefault(visit.subject(), Set.of());
        return untied.stream()
                .filter(inspector -> !were.contains(inspector.name()))
                .toList();
    }

    private static Text reason(List<AssessmentRole> by, int all, int untied) {
        String roles = String.join(", ", by.stream().map(AssessmentRole::word).toList());
        if (all == 0) {
            return new Text("没有人具有角色 " + roles, "nobody has the role " + roles);
        }
        return untied == 0
                ? new Text(
                        "全部 " + all + " 人均须回避（本单位或已申报的利害关系）",
                        "each of " + all + " is of its unit or declared an interest in it")
                : new Text(
                        "可走访的 " + untied + " 人上一轮均已走访，须轮换",
                        "each of " + untied + " who may visit it was to in the round before");
    }

    private String way(Visit visit) {
        List<String> ways = round.scheme().sources().get(visit.source()) instanceof Source.Visits visits
                ? visits.ways()
                : List.of();
        if (ways.isEmpty()) {
            return "";
        }
        int first =
                Integer.parseInt(ticket(visit.source() + "/" + visit.subject()).substring(0, DIGITS), HEX);
        return ways.get((first % ways.size() + visit.n() - 1) % ways.size());
    }
}
