package io.hallpulse.domain.directory;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The halls that a gateway serves, by their ids. */
public final class Halls {
    private final Map<String, Hall> halls;

    public Halls(Collection<Hall> halls) {
        this.halls = halls.stream().collect(Collectors.toUnmodifiableMap(Hall::id, hall -> hall));
    }

    /** The hall of that id, null where it is another gateway's. */
    public @Nullable Hall hall(String id) {
        return halls.get(id);
    }

    public Collection<Hall> all() {
        return halls.values();
    }
}
