package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.runtime.config.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mapping whose keys are known: others are faults, and so is the lack of those that are required. */
final class Section {
    private final YamlValue value;
    private final Map<String, YamlValue> entries;

    Section(YamlValue value, ReadingFaults faults, Values values, List<String> required, List<String> optional) {
        this.value = value;
        this.entries = value.entries();
        List<String> known = Stream.concat(required.stream(), optional.stream()).toList();
        String names = String.join(", ", known);
        if (!value.isMapping()) {
            faults.lack(value, "keys with their values are wanted here: " + names);
            return;
        }
        List<String> missing =
                required.stream().filter(key -> !entries.containsKey(key)).collect(Collectors.toList());
        boolean said = false;
        for (Map.Entry<String, YamlValue> entry : entries.entrySet()) {
            String key = entry.getKey();
            if (known.contains(key)) {
                continue;
            }
            if (entry.getValue().isEmpty()) {
                said = true; // that it is empty, and it may be what is missing
            } else if (missing.isEmpty()) {
                faults.add(entry.getValue(), "unknown key '" + key + "'; known here: " + names);
            } else {
                faults.lack(
                        entry.getValue(),
                        "unknown key '" + key + "', and '" + missing.remove(0) + "' is missing; known here: " + names);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (said) {
            faults.lack();
        } else if (missing.size() == 1) {
            faults.lack(value, "'" + missing.get(0) + "' is missing; add it (keys here: " + names + ")");
        } else {
            String all = String.join("', '", missing);
            faults.lack(value, "'" + all + "' are missing; add them (keys here: " + names + ")");
        }
    }

    /** Where it stands. */
    YamlValue value() {
        return value;
    }

    boolean has(String key) {
        return given(key) != null;
    }

    /** Reads the value of a key; the default where it is not there. */
    <T> T read(String key, Function<YamlValue, T> read, T byDefault) {
        YamlValue given = given(key);
        return given == null ? byDefault : read.apply(given);
    }

    /** Reads the value of a key; null where it is not there. */
    <T> @Nullable T readOrNull(String key, Function<YamlValue, T> read) {
        YamlValue given = given(key);
        return given == null ? null : read.apply(given);
    }

    private @Nullable YamlValue given(String key) {
        YamlValue given = entries.get(key);
        return given == null || given.isEmpty() ? null : given;
    }
}
