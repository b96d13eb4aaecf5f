package io.hallpulse.gateway.http;

import io.hallpulse.gateway.config.HallConfig;
import io.javalin.http.NotFoundResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The halls that requests may name. Any thread. */
public final class KnownHalls {
    private final Map<String, HallConfig> byId = new LinkedHashMap<>();

    public KnownHalls(List<HallConfig> halls) {
        halls.forEach(hall -> byId.put(hall.id(), hall));
    }

    /** In the order of the configuration. */
    public List<HallConfig> all() {
        return List.copyOf(byId.values());
    }

    /**
     * The hall of an id.
     *
     * @throws NotFoundResponse where it is not served here
     */
    public HallConfig require(String id) {
        HallConfig found = byId.get(id);
        if (found == null) {
            throw new NotFoundResponse("no hall is called '" + id + "'; /api/v1/halls lists them");
        }
        return found;
    }
}
