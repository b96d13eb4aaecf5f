package io.hallpulse.agent.remote;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a configuration from afar has come. As text a line each: {@code version 7}, {@code step proving}, {@code input panel ok},
 * {@code error ...}. Pure.
 *
 * @param inputs conditions by id, as they were when it came
 * @param error why it was given up, in one line; null where it was not
 */
record TrialNote(
        long version,
        Step step,
        Map<String, String> inputs,
        @Nullable String error) {
    /** Wanted, in its one start, in force for good, or given up. */
    enum Step {
        WANTED,
        PROVING,
        APPLIED,
        FAILED
    }

    TrialNote {
        inputs = Map.copyOf(inputs);
    }

    TrialNote at(Step next) {
        return new TrialNote(version, next, inputs, null);
    }

    TrialNote failed(String why) {
        return new TrialNote(version, Step.FAILED, inputs, why);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("version ").append(version).append('\n');
        text.append("step ").append(step.name().toLowerCase(Locale.ROOT)).append('\n');
        new TreeMap<>(inputs)
                .forEach((id, condition) -> text.append("input ")
                        .append(id)
                        .append(' ')
                        .append(condition)
                        .append('\n'));
        if (error != null) {
            text.append("error ").append(error.replaceAll("\\s+", " ")).append('\n');
        }
        return text.toString();
    }

    /** @throws IOException with one line, where the text is no such note */
    static TrialNote parse(String text) throws IOException {
        long version = 0;
        Step step = Step.FAILED;
        Map<String, String> inputs = new TreeMap<>();
        String error = null;
        try {
            for (String line : text.lines().toList()) {
                String[] words = line.split(" ", 3);
                switch (words[0]) {
                    case "version" -> version = Long.parseLong(words[1]);
                    case "step" -> step = Step.valueOf(words[1].toUpperCase(Locale.ROOT));
                    case "input" -> inputs.put(words[1], words[2]);
                    case "error" -> error = line.substring("error ".length());
                    default -> throw new IllegalArgumentException(line);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "terminal.yaml.trial cannot be read; delete it, and the configuration in force stays", e);
        }
        return new TrialNote(version, step, inputs, error);
    }
}
