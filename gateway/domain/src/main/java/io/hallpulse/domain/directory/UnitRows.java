package io.hallpulse.domain.directory;

import io.hallpulse.domain.directory.CellFault.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Units and their offices: a tree on every day, whose rows end and are never taken out. */
final class UnitRows implements RowForm {
    private final EntryRows<Unit> rows = new EntryRows<>(
            List.of("id", "kind", "parent", "zh", "en", "from", "to", "successorOf"),
            List.of("id"),
            Entries::units,
            Entries::withUnits,
            unit -> Row.of(
                    "id",
                    unit.id(),
                    "kind",
                    unit.kind(),
                    "parent",
                    unit.parent(),
                    "zh",
                    unit.name().zh(),
                    "en",
                    unit.name().en(),
                    "from",
                    EntryRows.text(unit.from()),
                    "to",
                    EntryRows.text(unit.to()),
                    "successorOf",
                    unit.successorOf()),
            UnitRows::unit);

    private static Unit unit(Halls halls, Cells cells) {
        Map<String, Unit> units = halls.entries().units();
        String id = cells.identifier("id");
        String kind = cells.oneOf("kind", List.of(SubjectId.UNIT, SubjectId.OFFICE));
        Unit known = units.get(id);
        if (known != null && !known.kind().equals(kind)) {
            throw new CellFault("kind", kind, Rule.FIXED, known.kind());
        }
        String parent = cells.knownOrEmpty("parent", units.keySet());
        Days days = cells.days();
        String successorOf = cells.knownOrEmpty("successorOf", units.keySet());
        Unit unit = new Unit(id, kind, parent, cells.name(), days.from(), days.to(), successorOf);
        requireNoCircle("parent", unit, Unit::parent, units);
        requireNoCircle("successorOf", unit, Unit::successorOf, units);
        requireWithin(unit, units.get(parent));
        for (Unit below : units.values()) {
            if (below.parent().equals(id)) {
                requireAround(unit, below);
            }
        }
        return unit;
    }

    private static void requireNoCircle(
            String column, Unit unit, Function<Unit, String> next, Map<String, Unit> units) {
        StringBuilder way = new StringBuilder(unit.id());
        for (Unit at = units.get(next.apply(unit)); at != null; at = units.get(next.apply(at))) {
            way.append(" > ").append(at.id());
            if (at.id().equals(unit.id())) {
                throw new CellFault(column, next.apply(unit), Rule.CIRCLE, way.toString());
            }
        }
    }

    private static void requireWithin(Unit unit, @Nullable Unit above) {
        if (above != null && !above.days().beginWith(unit.days())) {
            throw new CellFault("from", EntryRows.text(unit.from()), Rule.BEYOND, named(above));
        }
        if (above != null && !above.days().endWith(unit.days())) {
            throw new CellFault("to", EntryRows.text(unit.to()), Rule.BEYOND, named(above));
        }
    }

    private static void requireAround(Unit unit, Unit below) {
        if (!unit.days().beginWith(below.days())) {
            throw new CellFault("from", EntryRows.text(unit.from()), Rule.BELOW, named(below));
        }
        if (!unit.days().endWith(below.days())) {
            throw new CellFault("to", EntryRows.text(unit.to()), Rule.BELOW, named(below));
        }
    }

    private static String named(Unit unit) {
        return unit.id() + ", " + unit.days();
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public List<String> keys() {
        return rows.keys();
    }

    @Override
    public Map<String, Row> rows(Halls halls) {
        return rows.rows(halls);
    }

    @Override
    public Halls put(Halls halls, Row row) {
        return rows.put(halls, row);
    }

    @Override
    public Halls remove(Halls halls, String key) {
        throw new CellFault("id", key, Rule.KEPT, "");
    }
}
