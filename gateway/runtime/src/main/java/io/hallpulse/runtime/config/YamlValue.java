package io.hallpulse.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file with its line and its path, for files whose form depends on what they say. Where every key is known
 * beforehand, {@link ConfigFile} binds a file to a record.
 */
public final class YamlValue {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final JsonNode json;
    private final String path;
    private final int line;
    private final IdentityHashMap<JsonNode, List<Integer>> lines;

    private YamlValue(JsonNode json, String path, int line, IdentityHashMap<JsonNode, List<Integer>> lines) {
        this.json = json;
        this.path = path;
        this.line = line;
        this.lines = lines;
    }

    /**
     * The value that a file is.
     *
     * @param name how errors call the file
     * @throws ConfigError with one line where the text is no YAML, or YAML that could mean other than it shows
     */
    public static YamlValue read(String name, String text) {
        try {
            YamlTree.Located tree = YamlTree.readWithLines(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
            return new YamlValue(tree.root(), "", 1, tree.lines());
        } catch (YamlFault e) {
            String problem = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\n\\s*", " ");
            throw new ConfigError(name + ":" + e.line() + ": " + problem);
        }
    }

    /** Where it stands, such as {@code score.parts.meter.weight}; an element of a list is named by its {@code id}, else by its index as {@code [0]}. */
    public String path() {
        return path;
    }

    /** The line, from 1, of its key or, in a list, of its beginning. */
    public int line() {
        return line;
    }

    public boolean isMapping() {
        return json.isObject();
    }

    public boolean isList() {
        return json.isArray();
    }

    /** Whether nothing stands after the key. */
    public boolean isEmpty() {
        return json.isNull() || json.isMissingNode();
    }

    /** The text of a single value as it is written; empty for a mapping, a list, or nothing. */
    public Optional<String> text() {
        return json.isValueNode() && !isEmpty() ? Optional.of(json.asText()) : Optional.empty();
    }

    /** A truth value, {@code true} or {@code false}; empty for all else. */
    public Optional<Boolean> truth() {
        return json.isBoolean() ? Optional.of(json.booleanValue()) : Optional.empty();
    }

    /** A number; empty for all else. */
    public Optional<BigDecimal> number() {
        return json.isNumber() ? Optional.of(json.decimalValue()) : Optional.empty();
    }

    /** The values of a mapping by their keys, in the order of the file; none for all else. */
    public Map<String, YamlValue> entries() {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Iterator<Integer> at = places();
        json.properties()
                .forEach(field -> entries.put(
                        field.getKey(),
                        new YamlValue(
                                field.getValue(),
                                path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                                at.next(),
                                lines)));
        return entries;
    }

    /** The elements of a list; none for all else. */
    public List<YamlValue> elements() {
        List<YamlValue> elements = new ArrayList<>();
        if (isList()) {
            Iterator<Integer> at = places();
            for (JsonNode element : json) {
                String id = element.path("id").asText("");
                String step = id.isEmpty() ? "[" + elements.size() + "]" : "." + id;
                elements.add(new YamlValue(element, path + step, at.next(), lines));
            }
        }
        return elements;
    }

    private Iterator<Integer> places() {
        return lines.getOrDefault(json, List.of()).iterator();
    }

    /**
     * The value at the end of some steps: keys of mappings, and ids or indices, as {@link #path} names them, of elements. Where there is
     * none, the nearest one before it.
     */
    public YamlValue at(List<String> steps) {
        YamlValue value = this;
        for (String step : steps) {
            YamlValue next = value.step(step);
            if (next == null) {
                return value;
            }
            value = next;
        }
        return value;
    }

    private @Nullable YamlValue step(String step) {
        if (!isList()) {
            return entries().get(step);
        }
        String id = step.startsWith("[") ? path + step : path + "." + step;
        return elements().stream()
                .filter(element -> element.path.equals(id))
                .findFirst()
                .orElse(null);
    }
}
