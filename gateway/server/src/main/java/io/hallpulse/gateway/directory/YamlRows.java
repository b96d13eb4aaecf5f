package io.hallpulse.gateway.directory;

import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.gateway.directory.ImportFile.Entry;
import io.hallpulse.gateway.directory.ImportFile.Unreadable;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of a YAML file, such as {@code units: [{id: tax, kind: unit, name: {zh: 税务局, en: Tax}}]}. */
final class YamlRows {
    /** What no first line of comma-separated values is: a mark, a comment, a key, or a bracket. */
    private static final Pattern BEGIN = Pattern.compile("\\s*(#|---|- |[A-Za-z]+:(\\s|$)|\\{|\\[)");

    private static final String FILE = "file";
    /** How an error of the reader begins. */
    private static final Pattern PLACE = Pattern.compile(FILE + ":([0-9]+): ");

    private final DirectoryTable table;

    private YamlRows(DirectoryTable table) {
        this.table = table;
    }

    static boolean isOne(String text) {
        return BEGIN.matcher(text).lookingAt();
    }

    static List<Entry> read(DirectoryTable table, String text) throws Unreadable {
        try {
            return new YamlRows(table).read(YamlValue.read(FILE, text));
        } catch (ConfigError e) {
            String message = String.valueOf(e.getMessage());
            Matcher place = PLACE.matcher(message);
            boolean placed = place.lookingAt();
            throw new Unreadable(
                    "the file is no YAML: " + (placed ? message.substring(place.end()) : message),
                    placed ? Integer.parseInt(place.group(1)) : 0);
        }
    }

    private List<Entry> read(YamlValue file) throws Unreadable {
        YamlValue rows = file.entries().get(table.word());
        require(rows != null && rows.isList() && file.entries().size() == 1, file);
        List<Entry> entries = new ArrayList<>();
        int number = 1;
        for (YamlValue row : rows == null ? List.<YamlValue>of() : rows.elements()) {
            require(row.isMapping(), row);
            number = Math.max(number + 1, row.line());
            Map<String, String> cells = new LinkedHashMap<>();
            cells("", row, cells);
            entries.add(new Entry(number, cells));
        }
        return entries;
    }

    private void require(boolean holds, YamlValue at) throws Unreadable {
        if (!holds) {
            throw new Unreadable(
                    "the file does not say its rows: write them under '" + table.word() + ":', each with its columns",
                    at.line());
        }
    }

    /** The members of an object; those of a name have columns of their own, those of others columns that begin with its word. */
    private void cells(String before, YamlValue object, Map<String, String> cells) throws Unreadable {
        for (Map.Entry<String, YamlValue> member : object.entries().entrySet()) {
            String name = member.getKey();
            YamlValue value = member.getValue();
            String column = before.isEmpty() || name.isEmpty()
                    ? before + name
                    : before + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            if (value.isMapping()) {
                cells(name.equals("name") || name.equals("text") ? "" : column, value, cells);
            } else if (value.isList()) {
                cells.put(column, texts(value));
            } else {
                cells.put(column, value.text().orElse(""));
            }
        }
    }

    private String texts(YamlValue list) throws Unreadable {
        List<String> texts = new ArrayList<>();
        for (YamlValue one : list.elements()) {
            require(one.text().isPresent(), one);
            texts.add(one.text().orElse(""));
        }
        return String.join(" ", texts);
    }
}
