package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.directory.RowOrder;
import io.javalin.http.BadRequestResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A table of the directory other than halls and windows as JSON, or the notices of one hall. */
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
            case UNITS -> List.copyOf(entries.units().values());
            case POSTS -> List.copyOf(entries.posts().values());
            case LEAGUES -> List.copyOf(entries.leagues().values());
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
        Set<String> left = new HashSet<>();
        for (String key : table.rows(halls).keySet()) {
            if (hall.isEmpty() || key.startsWith(hall + '/')) {
                left.add(key);
            }
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode entry : wanted) {
            Row row = row(entry);
            entries.add(new Entry(entries.size() + 1, row));
            if (!keys.add(table.key(halls, row))) {
                throw new BadRequestResponse(table.key(halls, row) + " stands twice");
            }
        }
        return put(without(halls, left, keys), entries);
    }

    /** The one of a number in the list. */
    private record Entry(int number, Row row) {}

    /** The directory without what the list leaves out, and of a table whose rows can go without all that it says anew. */
    private Halls without(Halls halls, Set<String> before, Set<String> wanted) {
        Halls changed = halls;
        for (String key : before) {
            if (!table.isKept() || !wanted.contains(key)) {
                changed = table.remove(changed, key);
            }
        }
        return changed;
    }

    private Halls put(Halls halls, List<Entry> entries) {
        AtomicReference<Halls> changed = new AtomicReference<>(halls);
        Map<Integer, CellFault> faults = new HashMap<>();
        List<Entry> failed = RowOrder.settle(entries, entry -> {
            try {
                changed.set(table.put(Objects.requireNonNull(changed.get()), entry.row()));
                return true;
            } catch (CellFault e) {
                faults.put(entry.number(), e);
                return false;
            }
        });
        for (Entry entry : failed) {
            throw new BadRequestResponse("entry " + entry.number() + " of " + table.word() + ": "
                    + Objects.requireNonNull(faults.get(entry.number())).getMessage());
        }
        return Objects.requireNonNull(changed.get());
    }

    /** Its members as cells; those of a name have their own columns. */
    private Row row(JsonNode entry) {
        Map<String, String> cells = new LinkedHashMap<>();
        if (table.isKept()) { // one whose row is still there says all of it, too
            table.columns().forEach(column -> cells.put(column, ""));
        }
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
