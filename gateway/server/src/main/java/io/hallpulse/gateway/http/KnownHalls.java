package io.hallpulse.gateway.http;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Unit;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The halls that requests may name. Any thread. */
public final class KnownHalls {
    private final Supplier<Halls> halls;

    public KnownHalls(Supplier<Halls> halls) {
        this.halls = halls;
    }

    /** In the order of the directory. */
    public List<Hall> all() {
        return List.copyOf(halls.get().all());
    }

    /** The name of a unit or office; empty where the directory has no such one. */
    public Optional<Name> unit(String id) {
        return Optional.ofNullable(halls.get().entries().units().get(id)).map(Unit::name);
    }

    /**
     * The hall of an id.
     *
     * @throws NotFoundResponse where it is not served here
     */
    public Hall require(String id) {
        Hall found = halls.get().hall(id);
        if (found == null) {
            throw new NotFoundResponse("no hall is called '" + id + "'; /api/v1/halls lists them");
        }
        return found;
    }
}
