package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.Name;
import io.hallpulse.gateway.database.Statements;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every version of a hall, its windows, zone and rules, each with the instant from which it was in force. The writer's thread, inside a
 * transaction.
 */
public final class HallVersionTable {
    private final Statements statements;

    HallVersionTable(Statements statements) {
        this.statements = statements;
    }

    /** Adds versions for the halls that are not as they were. */
    public void keep(List<HallConfig> halls, long nowMillis) throws SQLException {
        for (HallConfig hall : halls) {
            String document = new String(Json.write(document(hall)), StandardCharsets.UTF_8);
            if (!document.equals(latest(hall.id()))) {
                statements
                        .with(
                                "insert into hall_version (hall, from_millis, document) values (?, ?, ?)"
                                        + " on conflict (hall, from_millis) do update set document = excluded.document",
                                hall.id(),
                                nowMillis,
                                document)
                        .executeUpdate();
            }
        }
    }

    private @Nullable String latest(String hall) throws SQLException {
        PreparedStatement query = statements.with(
                "select document from hall_version where hall = ? order by from_millis desc limit 1", hall);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : null;
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
