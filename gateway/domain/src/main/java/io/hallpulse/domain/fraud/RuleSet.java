package io.hallpulse.domain.fraud;

import io.hallpulse.contract.Identifiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rules with their parameters, as they are in force together in one hall. Each stands in it, switched on or off.
 *
 * @param rules how each is set
 */
public record RuleSet(Map<Rule, Setting> rules) {
    /** None is on. */
    public static final RuleSet NONE = presets(false);
    /** What we propose. */
    public static final RuleSet PROPOSED = presets(true);

    private static final String WINDOWS = "windows";

    /**
     * How a rule is set.
     *
     * @param parameters by name, each parameter of the rule
     * @param windows for {@link Rule#NO_SESSION} those where a session opens the rating, else none
     */
    public record Setting(boolean on, Map<String, BigDecimal> parameters, Set<String> windows) {
        public Setting {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            windows = Collections.unmodifiableSet(new TreeSet<>(windows));
        }

        /** A parameter that the rule has. */
        BigDecimal value(String name) {
            return Objects.requireNonNull(parameters.get(name));
        }

        /** A parameter that is a whole number. */
        public int whole(String name) {
            return value(name).intValueExact();
        }
    }

    public RuleSet {
        Map<Rule, Setting> all = new EnumMap<>(Rule.class);
        all.putAll(rules);
        if (all.size() != Rule.values().length) {
            throw new IllegalArgumentException("each rule stands in a set, on or off");
        }
        rules = Collections.unmodifiableMap(all);
    }

    private static RuleSet presets(boolean on) {
        Map<Rule, Setting> all = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            all.put(rule, new Setting(on && rule.isPresetOn(), presets(rule), Set.of()));
        }
        return new RuleSet(all);
    }

    private static Map<String, BigDecimal> presets(Rule rule) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        rule.parameters().forEach(parameter -> values.put(parameter.name(), parameter.preset()));
        return values;
    }

    public Setting of(Rule rule) {
        return Objects.requireNonNull(rules.get(rule));
    }

    public boolean isOn(Rule rule) {
        return of(rule).on();
    }

    /** Whether an hour of a window is to be noticed: it has more ratings than the tickets that were closed in it allow. */
    public boolean isAboveTickets(long closed, long rated) {
        return isOn(Rule.TICKETS)
                && BigDecimal.valueOf(rated)
                                .compareTo(of(Rule.TICKETS).value("factor").multiply(BigDecimal.valueOf(closed)))
                        > 0;
    }

    /** Whether no rule is on. */
    public boolean isNone() {
        return rules.values().stream().noneMatch(Setting::on);
    }

    /**
     * The same set with one rule set otherwise.
     *
     * @param values of its parameters as text, and of {@code windows} ids separated by spaces or commas; what is not named keeps its preset
     * @throws IllegalArgumentException with one line that says what is wrong and the mend
     */
    public RuleSet with(Rule rule, boolean on, Map<String, String> values) {
        Map<String, BigDecimal> parameters = presets(rule);
        for (Parameter parameter : rule.parameters()) {
            String text = values.get(parameter.name());
            if (text != null) {
                parameters.put(parameter.name(), parameter.parse(rule.id(), text));
            }
        }
        Set<String> windows = rule == Rule.NO_SESSION ? windows(values.getOrDefault(WINDOWS, "")) : Set.of();
        for (String name : values.keySet()) {
            if (!parameters.containsKey(name) && !(rule == Rule.NO_SESSION && name.equals(WINDOWS))) {
                throw new IllegalArgumentException("rule " + rule.id() + " has no parameter '" + name + "'; "
                        + (parameters.isEmpty() ? "leave it out" : "it has " + String.join(", ", parameters.keySet())));
            }
        }
        Map<Rule, Setting> all = new EnumMap<>(rules);
        all.put(rule, new Setting(on, parameters, windows));
        return new RuleSet(all);
    }

    private static Set<String> windows(String text) {
        Set<String> windows = new TreeSet<>();
        for (String id : text.split("[\\s,]+", -1)) {
            if (!id.isEmpty()) {
                windows.add(Identifiers.requireIdentifier("window", id));
            }
        }
        return windows;
    }

    /** The set as lines, one a rule: its id, on or off, and name=value of each parameter. */
    public String text() {
        List<String> lines = new ArrayList<>();
        rules.forEach((rule, setting) -> {
            StringBuilder line = new StringBuilder(rule.id()).append(setting.on() ? " on" : " off");
            setting.parameters()
                    .forEach((name, value) ->
                            line.append(' ').append(name).append('=').append(value.toPlainString()));
            if (!setting.windows().isEmpty()) {
                line.append(" windows=").append(String.join(",", setting.windows()));
            }
            lines.add(line.toString());
        });
        return String.join("\n", lines);
    }

    /**
     * The set of a {@link #text}; a rule that it does not name is off.
     *
     * @throws IllegalArgumentException with one line where it is none
     */
    public static RuleSet parse(String text) {
        RuleSet set = NONE;
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            Rule rule = require(words[0]);
            Map<String, String> values = Arrays.stream(words)
                    .skip(2)
                    .map(word -> word.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length < 2 ? "" : pair[1]));
            set = set.with(rule, words.length > 1 && words[1].equals("on"), values);
        }
        return set;
    }

    /**
     * The rule of an id.
     *
     * @throws IllegalArgumentException with one line where there is none
     */
    public static Rule require(String id) {
        return Rule.of(id)
                .orElseThrow(() -> new IllegalArgumentException("no rule is called '" + id + "'; there are "
                        + Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.joining(", "))));
    }

    /** Ids of rules as one text, in the order of the rules. */
    public static String ids(Collection<Rule> met) {
        return met.stream().sorted().map(Rule::id).collect(Collectors.joining(" "));
    }
}
