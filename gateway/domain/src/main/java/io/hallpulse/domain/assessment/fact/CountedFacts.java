package io.hallpulse.domain.assessment.fact;

import io.hallpulse.domain.assessment.scheme.ItemName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The facts of a round that count: verified ones, less those that a verified one strikes. A strike itself cannot be struck. */
public final class CountedFacts {
    private final Map<String, Map<String, List<FactValue>>> bySubject = new HashMap<>();
    private final Map<String, List<FactValue.Naming>> namings = new HashMap<>();

    /** Those of a round, in any order. */
    public CountedFacts(Collection<Fact> facts) {
        Set<String> struck = new HashSet<>();
        for (Fact fact : facts) {
            if (fact.verified() && fact.value() instanceof FactValue.Strike strike) {
                struck.add(strike.fact());
            }
        }
        for (Fact fact : facts) {
            if (fact.verified() && !(fact.value() instanceof FactValue.Strike) && !struck.contains(fact.id())) {
                add(fact);
            }
        }
    }

    private void add(Fact fact) {
        if (fact.value() instanceof FactValue.Naming naming) {
            namings.computeIfAbsent(fact.source(), source -> new ArrayList<>()).add(naming);
        } else if (fact.subject() != null) {
            bySubject
                    .computeIfAbsent(fact.source(), source -> new HashMap<>())
                    .computeIfAbsent(fact.subject(), subject -> new ArrayList<>())
                    .add(fact.value());
        }
    }

    /** What one kind of facts of a source says of a subject. */
    public <T extends FactValue> List<T> of(String source, String subject, Class<T> kind) {
        return bySubject.getOrDefault(source, Map.of()).getOrDefault(subject, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** All ballots about many of a source. */
    public List<FactValue.Naming> namings(String source) {
        return namings.getOrDefault(source, List.of());
    }

    /** Whether a ledger has an entry of that item about a subject. */
    public boolean has(ItemName item, String subject) {
        return of(item.source(), subject, FactValue.Entry.class).stream()
                .anyMatch(entry -> entry.item().equals(item.item()));
    }
}
