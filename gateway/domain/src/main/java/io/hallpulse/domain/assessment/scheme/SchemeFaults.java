package io.hallpulse.domain.assessment.scheme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is found while a scheme is checked, in the order of finding. */
final class SchemeFaults {
    private final List<SchemeFault> found = new ArrayList<>();

    void add(String problem, String... at) {
        found.add(new SchemeFault(List.of(at), problem));
    }

    /** That a name leads nowhere. */
    void unknown(String what, String name, Collection<String> known, String... at) {
        add(
                "no " + what + " '" + name + "'; "
                        + (known.isEmpty()
                                ? "the scheme has none: add it, or leave this out"
                                : "use one of " + String.join(", ", known) + ", or add it"),
                at);
    }

    List<SchemeFault> found() {
        return List.copyOf(found);
    }
}
