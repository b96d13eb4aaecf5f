package io.hallpulse.web.directory;

import io.hallpulse.web.QrCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the directory as a form.
 *
 * @param table its word, such as {@code windows}
 * @param key of the row, empty for a new one
 * @param version of the row that is changed, empty for a new one
 * @param changed whether somebody else changed the row since the form was opened
 * @param removable whether the row can be taken out here
 * @param code of a window, where it is rated; else null
 */
public record RowView(
        String table,
        String key,
        String version,
        List<Field> fields,
        boolean changed,
        boolean removable,
        @Nullable QrCode code) {
    public RowView {
        fields = List.copyOf(fields);
    }

    /** What is wrong with the form, null where nothing is. */
    public @Nullable CellError error() {
        return fields.stream()
                .map(Field::error)
                .filter(error -> error != null)
                .findFirst()
                .orElse(null);
    }

    /**
     * A cell.
     *
     * @param choices what it may be; empty where it is written freely
     * @param fixed whether it tells the row from others and stays
     */
    public record Field(
            String column,
            String value,
            List<String> choices,
            boolean fixed,
            @Nullable CellError error) {
        public Field {
            choices = List.copyOf(choices);
        }
    }
}
