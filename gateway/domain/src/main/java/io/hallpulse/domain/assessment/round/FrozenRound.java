package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Scheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is frozen of a round before its period begins (design 3).
 *
 * @param period such as {@code 2026-Q3}
 * @param seed that settles ties; thrown after the subjects were frozen
 * @param subjects by id, whatever order they came in
 * @param history earlier rounds of the scheme, the oldest first
 */
public record FrozenRound(
        Scheme scheme, String period, String seed, List<FrozenSubject> subjects, List<EarlierRound> history) {
    public FrozenRound {
        subjects = subjects.stream()
                .sorted(Comparator.comparing(FrozenSubject::id))
                .toList();
        history = List.copyOf(history);
    }

    /** Its name everywhere, such as {@code windows/2026-10}. */
    public String id() {
        return scheme.id() + "/" + period;
    }

    /** Who is ranked together: everyone, or those of one category. */
    public List<List<FrozenSubject>> leagues() {
        return scheme.ranking().within() == Ranking.Within.SCHEME
                ? List.of(subjects)
                : List.copyOf(byCategory().values());
    }

    /** The subjects of each category of the scheme, none of them left out. */
    public Map<String, List<FrozenSubject>> byCategory() {
        Map<String, List<FrozenSubject>> categories = new TreeMap<>();
        scheme.subjects().categories().keySet().forEach(id -> categories.put(id, new ArrayList<>()));
        subjects.forEach(subject -> categories
                .computeIfAbsent(subject.category(), id -> new ArrayList<>())
                .add(subject));
        return categories;
    }

    /** Those of some subjects to whom a part applies. */
    public static List<FrozenSubject> concerned(List<FrozenSubject> subjects, Part part) {
        return subjects.stream()
                .filter(subject -> part.countsIn(subject.category()))
                .toList();
    }

    /** The last round that counts. */
    public Optional<EarlierRound> previous() {
        return history.stream().filter(round -> !round.annulled()).reduce((one, later) -> later);
    }
}
