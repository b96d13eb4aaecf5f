package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.Name;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps every version of a hall, its windows, zone and rules, each with the instant from which it was in force. */
final class HallVersions {
    private HallVersions() {}

    /** Adds versions for the halls that are not as they were. */
    static void keep(Handle handle, List<HallConfig> halls, long nowMillis) {
        for (HallConfig hall : halls) {
            String document = new String(Json.write(document(hall)), StandardCharsets.UTF_8);
            Optional<String> latest = handle.createQuery(
                            "select document from hall_version where hall = :hall order by from_millis desc limit 1")
                    .bind("hall", hall.id())
                    .mapTo(String.class)
                    .findOne();
            if (!latest.equals(Optional.of(document))) {
                handle.execute(
                        "insert into hall_version (hall, from_millis, document) values (?, ?, ?)"
                                + " on conflict (hall, from_millis) do update set document = excluded.document",
                        hall.id(),
                        nowMillis,
                        document);
            }
        }
    }

    private static Map<String, Object> document(HallConfig hall) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name(hall.name()));
        document.put("timeZone", hall.timeZone());
        document.put("minimumRatings", hall.screen().minimumRatings());
        document.put("publishStep", hall.screen().publishStep());
        document.put("staleAfterMillis", hall.screen().staleAfter().toMillis());
        document.put("neutral", hall.neutral());
        document.put(
                "windows",
                hall.windows().stream()
                        .map(window -> {
                            Map<String, Object> part = new LinkedHashMap<>();
                            part.put("id", window.id());
                            part.put("name", name(window.name()));
                            part.put("department", window.department());
                            part.put("category", window.category());
                            return part;
                        })
                        .toList());
        return document;
    }

    private static Map<String, String> name(Name name) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("zh", name.zh());
        words.put("en", name.en());
        return words;
    }
}
