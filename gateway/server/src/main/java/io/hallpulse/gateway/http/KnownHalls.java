package io.hallpulse.gateway.http;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.javalin.http.NotFoundResponse;
import java.util.List;
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
