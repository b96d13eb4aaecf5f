package io.hallpulse.gateway.directory;

import io.hallpulse.domain.directory.Csv;
import io.hallpulse.domain.directory.DirectoryTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of rows for a table of the directory as one of comma-separated values: it may be that already, or YAML, or a workbook (xlsx). Rows
 * keep their numbers, so that a fault is found again: in a workbook its own, in YAML that of the line on which the entry begins.
 *
 * @param text comma-separated values
 * @param encoding how it was read, such as {@code UTF-8}, {@code GB18030}, {@code YAML} or {@code XLSX}
 */
public record ImportFile(String text, String encoding) {
    /** The file cannot be read; its message is one line with the mend. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        /** @param line where, 0 where no line is to blame */
        Unreadable(String message, int line) {
            super(message);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /** A row's number and its cells by their columns. */
    record Entry(int number, Map<String, String> cells) {}

    public static ImportFile of(DirectoryTable table, byte[] bytes) throws Unreadable {
        if (XlsxRows.isOne(bytes)) {
            return new ImportFile(XlsxRows.csv(bytes), "XLSX");
        }
        CsvText read = CsvText.of(bytes)
                .orElseThrow(() -> new Unreadable(
                        "the file is neither UTF-8 nor GB 18030; save it from the spreadsheet as CSV UTF-8", 0));
        return YamlRows.isOne(read.text())
                ? new ImportFile(csv(YamlRows.read(table, read.text())), "YAML")
                : new ImportFile(read.text(), read.encoding());
    }

    /** Lines whose numbers are those of the entries, below a first one with all columns that any of them has. */
    private static String csv(List<Entry> entries) {
        Set<String> columns = new LinkedHashSet<>();
        entries.forEach(entry -> columns.addAll(entry.cells().keySet()));
        StringBuilder lines = new StringBuilder(Csv.line(List.copyOf(columns)));
        int number = 1;
        for (Entry entry : entries) {
            while (++number < entry.number()) {
                lines.append("\r\n");
            }
            List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(entry.cells().getOrDefault(column, "")));
            lines.append(Csv.line(cells));
        }
        return lines.toString();
    }
}
