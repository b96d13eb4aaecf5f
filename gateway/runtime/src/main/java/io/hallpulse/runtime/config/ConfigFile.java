package io.hallpulse.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One YAML file on its way to a record. Unknown keys, missing keys, wrong types and impossible values each end in a
 * {@link ConfigError} with the line of the key at fault.
 */
public final class ConfigFile {
    /** Of this file alone, so that what it learns of the configuration goes with it. */
    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .addModule(new SimpleModule()
                    .addDeserializer(int.class, new WholeNumber(int.class))
                    .addDeserializer(Integer.class, new WholeNumber(Integer.class))
                    .addDeserializer(Path.class, new Parsed<>(Path.class, FilePath::parse))
                    .addDeserializer(Duration.class, new Parsed<>(Duration.class, Durations::parse)))
            .build();

    /** A value that a function reads from its text. */
    private static final class Parsed<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        Parsed(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return parse.apply(in.getText());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(in, e.getMessage());
            }
        }
    }

    /** Some editors put it before the first line. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String name;
    private final String text;

    /**
     * A file that was read.
     *
     * @param name how errors call it, usually its path as given
     */
    public ConfigFile(String name, String text) {
        this.name = name;
        this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * Binds the file to a record whose components carry {@link Setting}.
     *
     * @throws ConfigError where the file does not fit
     */
    public <T> T read(Class<T> type) {
        JsonNode tree;
        try {
            tree = YamlTree.read(text);
        } catch (YamlFault e) {
            throw new ConfigError(name + ":" + e.line() + ": " + oneLine(String.valueOf(e.getMessage())));
        }
        complete("", tree, type);
        try {
            return mapper.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            String problem = problem(e, valueAt(tree, e));
            throw error(path(e), keyNamedFirst(problem, valueAt(tree, e), path(e)), problem);
        } catch (JsonProcessingException e) {
            throw error("", oneLine(e.getOriginalMessage()));
        }
    }

    /** An error at a key, such as {@code inputs[1].window}, for faults that only the whole file shows. */
    public ConfigError error(String path, String problem) {
        return error(path, path, problem);
    }

    /** As {@link #error(String, String)}, with the line of another key than the one that the error begins with. */
    private ConfigError error(String path, String linePath, String problem) {
        String where = name + ":" + YamlLines.lineOf(text, linePath) + ": ";
        return new ConfigError(where + (path.isEmpty() ? "" : path + ": ") + problem);
    }

    /** Checks the keys of a mapping against its record and writes the defaults of those left out. */
    private void complete(String path, JsonNode node, Class<?> type) {
        if (!(node instanceof ObjectNode mapping)) {
            throw error(path, "a mapping of keys is wanted: " + names(Schema.keysOf(type)));
        }
        List<Schema.Key> keys = Schema.keysOf(type);
        for (String given : (Iterable<String>) mapping::fieldNames) {
            if (keys.stream().noneMatch(key -> key.name().equals(given))) {
                throw error(
                        join(path, given),
                        (given.indexOf('：') < 0 ? "" : YamlFault.WIDE_COLON + "; ") + "unknown key; known here: "
                                + names(keys));
            }
        }
        for (Schema.Key key : keys) {
            JsonNode value = mapping.get(key.name());
            if (value == null
                    || value.isNull()
                    || (value.isTextual() && value.textValue().isEmpty())) {
                if (key.required()) {
                    throw error(
                            value == null ? path : join(path, key.name()),
                            "'" + key.name() + "' is missing: " + key.setting().value());
                }
                mapping.remove(key.name());
                if (key.setting().optional()) {
                    continue;
                }
                value = YamlTree.read(key.setting().byDefault());
                mapping.set(key.name(), value);
            }
            completeNested(join(path, key.name()), value, key);
        }
    }

    private void completeNested(String path, JsonNode value, Schema.Key key) {
        Class<?> nested = key.nested();
        if (nested == null) {
            return;
        }
        if (!key.list()) {
            complete(path, value, nested);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                complete(path + "[" + i + "]", value.get(i), nested);
            }
        } else {
            throw error(path, "a list is wanted");
        }
    }

    private static String names(List<Schema.Key> keys) {
        return keys.stream().map(Schema.Key::name).collect(Collectors.joining(", "));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static @Nullable JsonNode valueAt(JsonNode tree, JsonMappingException e) {
        JsonNode node = tree;
        for (JsonMappingException.Reference step : e.getPath()) {
            if (node != null) {
                node = step.getFieldName() == null ? node.get(step.getIndex()) : node.get(step.getFieldName());
            }
        }
        return node;
    }

    /** Our own words where a record refused its values; else what stands there and what is wanted. */
    private static String problem(JsonMappingException e, @Nullable JsonNode value) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return oneLine(cause.getMessage());
            }
        }
        if (e instanceof MismatchedInputException mismatch) {
            String given = value != null && value.isValueNode() ? "'" + value.asText() + "'" : "what stands here";
            return given + " is no " + word(mismatch.getTargetType());
        }
        return oneLine(e.getOriginalMessage());
    }

    private static String word(Class<?> type) {
        if (type.isEnum()) {
            return "known word; use one of "
                    + List.of(type.getEnumConstants()).stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean; write true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "whole number";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        return type == String.class ? "text; put it in quotes" : "value of the kind that is wanted";
    }

    /** A record that refuses its values begins with the key at fault, such as {@code hall 'N' is …}; its line is the one to mend. */
    private static String keyNamedFirst(String problem, @Nullable JsonNode record, String path) {
        String key = problem.split("[^A-Za-z0-9]", 2)[0];
        return record instanceof ObjectNode && record.has(key) ? join(path, key) : path;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
