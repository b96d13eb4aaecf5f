package io.hallpulse.gateway.pages;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.gateway.http.EntityTag;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.web.QrCode;
import io.hallpulse.web.directory.CellError;
import io.hallpulse.web.directory.RowView;
import io.hallpulse.web.directory.RowView.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of one of the directory's tables as a form, to and fro. */
final class RowForms {
    private final DirectoryTable table;

    RowForms(DirectoryTable table) {
        this.table = table;
    }

    /** What a form says of a row. */
    Row row(Form form) {
        Map<String, String> cells = new LinkedHashMap<>();
        table.columns().forEach(column -> cells.put(column, form.text(column)));
        return new Row(cells);
    }

    /** What tells one version of a row from others; empty for none. */
    static String version(@Nullable Row row) {
        return row == null ? "" : EntityTag.of(Json.write(row.cells()));
    }

    /**
     * The form of a row.
     *
     * @param key of the row that is changed, empty for a new one
     * @param row what stands in it
     * @param fault what is wrong with it, or null
     * @param changed whether somebody else changed the row since the form was opened
     * @param code of a window, else null
     */
    RowView view(Halls halls, String key, Row row, @Nullable CellFault fault, boolean changed, @Nullable QrCode code) {
        List<Field> fields = new ArrayList<>();
        for (String column : table.columns()) {
            boolean fixed = !key.isEmpty() && table.keys().contains(column);
            CellError error = fault != null && fault.column().equals(column) ? error(fault) : null;
            fields.add(new Field(column, row.get(column), choices(halls, column, row.get(column)), fixed, error));
        }
        boolean removable = !key.isEmpty() && table != DirectoryTable.HALLS && !table.isKept();
        return new RowView(table.word(), key, version(table.rows(halls).get(key)), fields, changed, removable, code);
    }

    static CellError error(CellFault fault) {
        return new CellError(fault.column(), fault.value(), fault.rule().word(), fault.hint());
    }

    private List<String> choices(Halls halls, String column, String value) {
        return switch (column) {
            case "hall" ->
                table == DirectoryTable.STAFF || table.isOfSubjects() ? withNone(halls.ids(), value) : halls.ids();
            case "department" -> ofKnown(halls.entries().departments().keySet(), value);
            case "parent", "successorOf" -> withNone(halls.entries().units().keySet(), value);
            case "post" -> table == DirectoryTable.POSTS ? Post.POSTS : List.of();
            case "category" ->
                table == DirectoryTable.LEAGUES
                        ? List.of()
                        : ofKnown(halls.entries().categories().keySet(), value);
            case "stars" -> List.of("", "0", "1", "2", "3", "4", "5");
            case "kind" ->
                switch (table) {
                    case CALENDAR -> List.of(DaySpan.OFF, DaySpan.WORK);
                    case UNITS -> List.of(SubjectId.UNIT, SubjectId.OFFICE);
                    default -> SubjectId.KINDS;
                };
            case "neutral" -> List.of("", "3");
            default -> List.of();
        };
    }

    private static List<String> ofKnown(Collection<String> known, String value) {
        return known.isEmpty() ? List.of() : withNone(known, value);
    }

    /** None, those, and what stands there now. */
    private static List<String> withNone(Collection<String> known, String value) {
        List<String> choices = new ArrayList<>();
        choices.add("");
        choices.addAll(known);
        if (!choices.contains(value)) {
            choices.add(value);
        }
        return choices;
    }
}
