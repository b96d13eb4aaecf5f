package io.hallpulse.domain.directory;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The halls that a gateway serves, in the order in which they are shown. */
public final class Halls {
    private final Map<String, Hall> byId;

    /** @throws IllegalArgumentException where an id stands twice */
    public Halls(Collection<Hall> halls) {
        Map<String, Hall> map = new LinkedHashMap<>();
        for (Hall hall : halls) {
            if (map.put(hall.id(), hall) != null) {
                throw new IllegalArgumentException("hall " + hall.id() + " stands twice");
            }
        }
        byId = Collections.unmodifiableMap(map);
    }

    /** The hall of that id, null where it is another gateway's. */
    public @Nullable Hall hall(String id) {
        return byId.get(id);
    }

    public Collection<Hall> all() {
        return byId.values();
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Halls halls && List.copyOf(byId.values()).equals(List.copyOf(halls.byId.values()));
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }
}
