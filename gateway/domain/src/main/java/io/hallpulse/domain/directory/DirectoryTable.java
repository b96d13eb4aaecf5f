package io.hallpulse.domain.directory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the directory's tables, as rows of text. */
public enum DirectoryTable {
    HALLS(new HallRows()),
    WINDOWS(new WindowRows()),
    DEPARTMENTS(EntryRows.departments()),
    CATEGORIES(EntryRows.categories()),
    STAFF(EntryRows.staff()),
    NOTICES(EntryRows.notices()),
    CALENDAR(EntryRows.calendar()),
    UNITS(new UnitRows()),
    POSTS(EntryRows.posts()),
    LEAGUES(EntryRows.leagues());

    private final RowForm form;

    DirectoryTable(RowForm form) {
        this.form = form;
    }

    public static Optional<DirectoryTable> ofWord(String word) {
        return Stream.of(values()).filter(table -> table.word().equals(word)).findFirst();
    }

    /** Its word in addresses, files and the record. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In the order in which they are shown. */
    public List<String> columns() {
        return form.columns();
    }

    /** The columns that tell one row from another. */
    public List<String> keys() {
        return form.keys();
    }

    /** The rows of a directory by their keys, in their order. */
    public Map<String, Row> rows(Halls halls) {
        return form.rows(halls);
    }

    /**
     * The directory with that row, in place of the one with its key, or at the end. What the row says nothing of stays as it was.
     *
     * @throws CellFault where a cell breaks a rule
     */
    public Halls put(Halls halls, Row row) {
        Row whole = whole(halls, row);
        return put(halls, whole, rows(halls).get(key(whole)));
    }

    /** The same of a row that names its hall, where it is known what stands there before. */
    Halls put(Halls halls, Row whole, @Nullable Row known) {
        return form.put(halls, known == null ? whole : whole.over(known));
    }

    /**
     * The directory without the row of that key.
     *
     * @throws CellFault where it cannot be without it
     */
    public Halls remove(Halls halls, String key) {
        return form.remove(halls, key);
    }

    /** A row's key in a directory, such as {@code north/A03}. */
    public String key(Halls halls, Row row) {
        return key(whole(halls, row));
    }

    /** Whether its rows say who is assessed, and so are the organiser's as well. */
    public boolean isOfSubjects() {
        return this == UNITS || this == POSTS || this == LEAGUES;
    }

    /** Whether its rows end and are never taken out. */
    public boolean isKept() {
        return this == UNITS;
    }

    /** A gateway's only hall need not be named. */
    Row whole(Halls halls, Row row) {
        return keys().contains("hall")
                        && (!keys().contains("kind") || row.get("kind").equals(SubjectId.WINDOW))
                        && row.get("hall").isEmpty()
                        && halls.ids().size() == 1
                ? row.with("hall", halls.ids().get(0))
                : row;
    }

    String key(Row row) {
        return key(keys(), row);
    }

    static String key(List<String> keys, Row row) {
        return keys.stream().map(row::get).collect(Collectors.joining("/"));
    }
}
