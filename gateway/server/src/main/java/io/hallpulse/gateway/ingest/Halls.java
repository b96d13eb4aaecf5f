package io.hallpulse.gateway.ingest;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.WindowConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The halls that this gateway serves, as ingest needs them. */
public final class Halls {
    private final Map<String, Hall> halls;

    public Halls(List<HallConfig> configs) {
        halls = configs.stream().collect(Collectors.toUnmodifiableMap(HallConfig::id, Halls::hall));
    }

    private static Hall hall(HallConfig config) {
        return new Hall(
                config.id(),
                config.zone(),
                config.windows().stream().map(WindowConfig::id).collect(Collectors.toUnmodifiableSet()));
    }

    /** The hall of that id, null where it is another gateway's. */
    @Nullable
    Hall hall(String id) {
        return halls.get(id);
    }

    Collection<Hall> all() {
        return halls.values();
    }
}
