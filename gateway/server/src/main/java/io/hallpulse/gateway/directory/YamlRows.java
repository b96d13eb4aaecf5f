package io.hallpulse.gateway.directory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.gateway.directory.ImportFile.Entry;
import io.hallpulse.gateway.directory.ImportFile.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The rows of a YAML file, such as {@code units: [{id: tax, kind: unit, name: {zh: 税务局, en: Tax}}]}. */
final class YamlRows {
    /** What no first line of comma-separated values is: a mark, a comment, a key, or a bracket. */
    private static final Pattern BEGIN = Pattern.compile("\\s*(#|---|- |[A-Za-z]+:(\\s|$)|\\{|\\[)");

    private final DirectoryTable table;
    private final JsonParser parser;

    private YamlRows(DirectoryTable table, JsonParser parser) {
        this.table = table;
        this.parser = parser;
    }

    static boolean isOne(String text) {
        return BEGIN.matcher(text).lookingAt();
    }

    static List<Entry> read(DirectoryTable table, String text) throws Unreadable {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            return new YamlRows(table, parser).read();
        } catch (StreamReadException e) {
            throw new Unreadable(
                    "the file is no YAML: " + problem(e.getOriginalMessage()),
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new Unreadable("the file is no YAML: " + e.getMessage(), 0);
        }
    }

    /** The last of its lines that is no excerpt and no place. */
    private static String problem(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .reduce("", (before, line) -> line);
    }

    private List<Entry> read() throws IOException, Unreadable {
        List<Entry> entries = new ArrayList<>();
        require(parser.nextToken() == JsonToken.START_OBJECT);
        require(table.word().equals(parser.nextFieldName()) && parser.nextToken() == JsonToken.START_ARRAY);
        int number = 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT);
            number = Math.max(number + 1, parser.currentTokenLocation().getLineNr());
            Map<String, String> cells = new LinkedHashMap<>();
            cells("", cells);
            entries.add(new Entry(number, cells));
        }
        require(parser.nextToken() == JsonToken.END_OBJECT);
        return entries;
    }

    private void require(boolean holds) throws Unreadable {
        if (!holds) {
            throw new Unreadable(
                    "the file does not say its rows: write them under '" + table.word() + ":', each with its columns",
                    parser.currentTokenLocation().getLineNr());
        }
    }

    /** The members of an object; those of a name have columns of their own, those of others columns that begin with its word. */
    private void cells(String before, Map<String, String> cells) throws IOException, Unreadable {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String column = before.isEmpty()
                    ? name
                    : before + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                cells(name.equals("name") || name.equals("text") ? "" : column, cells);
            } else if (value == JsonToken.START_ARRAY) {
                cells.put(column, texts());
            } else {
                require(value != null && value.isScalarValue());
                cells.put(column, value == JsonToken.VALUE_NULL ? "" : parser.getText());
            }
        }
    }

    private String texts() throws IOException, Unreadable {
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken().isScalarValue());
            texts.add(parser.getText());
        }
        return String.join(" ", texts);
    }
}
