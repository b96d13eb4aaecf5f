package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.directory.TableImport;
import io.hallpulse.domain.directory.TableImport.FileRow;
import io.hallpulse.domain.directory.TableImport.Outcome;
import io.hallpulse.gateway.http.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CSV file does, or would do, to a table of the directory.
 *
 * @param problem why it is refused, null where it is not
 * @param encoding that it was read by
 * @param saved whether the directory has it now
 * @param counts of rows, by what became of them
 * @param rows those that are not the same as before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportAnswer(
        @JsonUnwrapped @Nullable Problem problem,
        String encoding,
        boolean saved,
        Map<String, Long> counts,
        List<RowAnswer> rows) {
    /** What became of a row: its cells, and those that it had before; or the fault, with the rule that the value breaks and the mend. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"row", "outcome", "cells", "before", "column", "value", "rule", "mend"})
    record RowAnswer(
            int row,
            String outcome,
            Map<String, String> cells,
            @Nullable Map<String, String> before,
            @Nullable String column,
            @Nullable String value,
            @Nullable String rule,
            @Nullable String mend) {
        private static RowAnswer of(FileRow row) {
            CellFault fault = row.fault();
            Row before = row.before();
            return new RowAnswer(
                    row.number(),
                    row.outcome().word(),
                    row.row().cells(),
                    before == null ? null : before.cells(),
                    fault == null ? null : fault.column(),
                    fault == null ? null : fault.value(),
                    fault == null ? null : fault.rule().word(),
                    fault == null ? null : fault.getMessage());
        }
    }

    static ImportAnswer of(TableImport read, String encoding, boolean saved, @Nullable Problem problem) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.word(), read.count(outcome));
        }
        return new ImportAnswer(
                problem,
                encoding,
                saved,
                counts,
                read.rows().stream()
                        .filter(row -> row.outcome() != Outcome.SAME)
                        .map(RowAnswer::of)
                        .toList());
    }
}
