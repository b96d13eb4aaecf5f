package io.hallpulse.domain.directory;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The halls that a gateway serves, in the order in which they are shown, and what else its directory has. */
public final class Halls {
    private final Map<String, Hall> byId;
    private final Entries entries;

    /** @throws IllegalArgumentException where an id stands twice */
    public Halls(Collection<Hall> halls) {
        this(halls, Entries.NONE);
    }

    /** @throws IllegalArgumentException where an id stands twice */
    public Halls(Collection<Hall> halls, Entries entries) {
        Map<String, Hall> map = new LinkedHashMap<>();
        for (Hall hall : halls) {
            if (map.put(hall.id(), hall) != null) {
                throw new IllegalArgumentException("hall " + hall.id() + " stands twice");
            }
        }
        byId = Collections.unmodifiableMap(map);
        this.entries = entries;
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

    /** Departments, categories, staff, notices and calendar. */
    public Entries entries() {
        return entries;
    }

    /** The same halls with other entries. */
    public Halls with(Entries others) {
        return new Halls(byId.values(), others);
    }

    /** Other halls with the same entries. */
    public Halls with(Collection<Hall> others) {
        return new Halls(others, entries);
    }

    /** Who serves at a window: the first whom the directory has there, or null. */
    public @Nullable Staff staffAt(String hall, String window) {
        for (Staff one : entries.staff().values()) {
            if (one.isAt(hall, window)) {
                return one;
            }
        }
        return null;
    }

    /** The notices that a hall's screen shows at an instant. */
    public List<Notice> notices(String hall, Instant at) {
        return entries.notices().values().stream()
                .filter(notice -> notice.hall().equals(hall) && notice.isInForce(at))
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Halls halls
                && List.copyOf(byId.values()).equals(List.copyOf(halls.byId.values()))
                && entries.isLike(halls.entries);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }
}
