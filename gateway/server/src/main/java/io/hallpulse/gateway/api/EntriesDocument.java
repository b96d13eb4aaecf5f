package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Row;
import io.javalin.http.BadRequestResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Departments, categories, staff, the calendar, or the notices of one hall, as JSON. */
final class EntriesDocument implements TableDocument {
    private final DirectoryTable table;
    private final String hall;

    /** @param hall whose notices they are, empty for the other tables */
    EntriesDocument(DirectoryTable table, String hall) {
        this.table = table;
        this.hall = hall;
    }

    @Override
    public Object of(Halls halls) {
        return Map.of(table.word(), list(halls.entries()));
    }

    private List<?> list(Entries entries) {
        return switch (table) {
            case DEPARTMENTS -> List.copyOf(entries.departments().values());
            case CATEGORIES -> List.copyOf(entries.categories().values());
            case STAFF -> List.copyOf(entries.staff().values());
            case CALENDAR -> List.copyOf(entries.calendar().values());
            case NOTICES ->
                entries.notices().values().stream()
                        .filter(notice -> notice.hall().equals(hall))
                        .toList();
            case HALLS, WINDOWS -> throw new IllegalStateException(table + " are no entries");
        };
    }

    @Override
    public Halls read(Halls halls, byte[] body) {
        JsonNode wanted = TableDocument.body(body, JsonNode.class).path(table.word());
        if (!wanted.isArray()) {
            throw new BadRequestResponse(table.word() + " is missing");
        }
        Halls changed = halls;
        for (String key : table.rows(halls).keySet()) {
            if (hall.isEmpty() || key.startsWith(hall + '/')) {
                changed = table.remove(changed, key);
            }
        }
        Set<String> keys = new HashSet<>();
        for (JsonNode entry : wanted) {
            Row row = row(entry);
            try {
                if (!keys.add(table.key(changed, row))) {
                    throw new BadRequestResponse(table.key(changed, row) + " stands twice");
                }
                changed = table.put(changed, row);
            } catch (CellFault e) {
                throw new BadRequestResponse("entry " + (keys.size()) + " of " + table.word() + ": " + e.getMessage());
            }
        }
        return changed;
    }

    /** Its members as cells; those of a name have their own columns. */
    private Row row(JsonNode entry) {
        Map<String, String> cells = new LinkedHashMap<>();
        entry.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isObject()) {
                value.properties()
                        .forEach(
                                part -> cells.put(part.getKey(), part.getValue().asText()));
            } else if (!value.isNull()) {
                cells.put(member.getKey(), value.asText());
            }
        });
        if (!hall.isEmpty()) {
            cells.put("hall", hall);
        }
        return new Row(cells);
    }
}
