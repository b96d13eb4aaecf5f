package io.hallpulse.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Prints the reference of a configuration file from the records that it is bound to. */
public final class ConfigReference {
    private ConfigReference() {}

    /** A Markdown table, a row a key, nested keys with their path. */
    public static String markdown(Class<?> type) {
        StringBuilder table = new StringBuilder("| key | kind | default | what it does |\n| --- | --- | --- | --- |\n");
        rows(table, "", type);
        return table.toString();
    }

    private static void rows(StringBuilder table, String prefix, Class<?> type) {
        for (Schema.Key key : Schema.keysOf(type)) {
            String name = prefix + key.name() + (key.list() ? "[]" : "");
            Setting setting = key.setting();
            String fallback = key.required() ? "required" : setting.optional() ? "" : "`" + setting.byDefault() + "`";
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %s |\n",
                    name,
                    kind(key),
                    fallback,
                    setting.value().replace("|", "\\|")));
            if (key.nested() != null) {
                rows(table, name + ".", Objects.requireNonNull(key.nested()));
            }
        }
    }

    /** A mapping that is written {@code {}}. */
    private static boolean isWithoutKeys(Class<?> type) {
        return type.isRecord() && type.getRecordComponents().length == 0;
    }

    private static String kind(Schema.Key key) {
        Class<?> type = key.component().getType();
        if (key.list()) {
            return "list";
        }
        if (key.nested() != null || isWithoutKeys(type) || type == Map.class) {
            return "mapping";
        }
        if (type == Duration.class) {
            return "duration";
        }
        if (type == HostPort.class) {
            return "host:port";
        }
        if (type.isEnum()) {
            return List.of(type.getEnumConstants()).stream()
                    .map(word -> "`" + word + "`")
                    .reduce((a, b) -> a + " or " + b)
                    .orElse("");
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == Path.class) {
            return "path";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "number" : "text";
    }
}
