package io.hallpulse.domain.upstream;

import io.hallpulse.contract.Reason;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Csv;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form of one province, read from its table. A line has a part, our word, theirs, and what a reader should know:
 *
 * <ul>
 *   <li>{@code field}: one of our facts and the field that it goes into; {@code required} where there is no record without it
 *   <li>{@code fixed}: a value that is the same in all records, and its field
 *   <li>{@code style}: how times are written and reason codes joined
 *   <li>{@code channel}, {@code level}, {@code reason}: one of our codes and theirs; one that has no line cannot be told
 *   <li>{@code default}: the level that the province takes for a service that nobody rated, and after how long
 * </ul>
 */
public final class Profile {
    /** The provinces that have a table, which is the resource of that name beside this class. */
    public static final List<String> NAMES = List.of("shandong", "zhejiang");

    private static final String REQUIRED = "required";
    private static final int CELLS = 4;

    /**
     * What a province takes for the rating of a service that nobody rated.
     *
     * @param level 1 to 5
     * @param after how long after the end of the service
     */
    public record DefaultRating(int level, Limit after) {}

    private record Field(String ours, String theirs, boolean required) {}

    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Map<String, String>> codes = new LinkedHashMap<>();

    private Profile(String name) {
        this.name = name;
    }

    /** The table of a name's resource, as the class path has it. */
    public static String file(String name) {
        return name + ".csv";
    }

    /**
     * Reads a table.
     *
     * @param csv with a head
     * @throws IllegalArgumentException where a line is not of that form
     */
    public static Profile parse(String name, String csv) {
        Profile profile = new Profile(name);
        List<List<String>> lines = Csv.cells(csv);
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != CELLS) {
                throw new IllegalArgumentException(name + ": a line has " + CELLS + " cells, not " + line);
            }
            if (line.get(0).equals("field")) {
                profile.fields.add(
                        new Field(line.get(1), line.get(2), line.get(3).equals(REQUIRED)));
            } else {
                profile.codes
                        .computeIfAbsent(line.get(0), part -> new LinkedHashMap<>())
                        .put(line.get(1), line.get(2));
            }
        }
        return profile;
    }

    public String name() {
        return name;
    }

    /** What it takes for the rating of a service that nobody rated; empty where its table says nothing of that. */
    public Optional<DefaultRating> defaultRating() {
        Map<String, String> rule = codes("default");
        String level = rule.get("level");
        String after = rule.get("after");
        return level == null || after == null
                ? Optional.empty()
                : Optional.of(new DefaultRating(Integer.parseInt(level), Limit.parse(after)));
    }

    /** The form of a rating, with what is known of it and nothing else. */
    public Form form(RatingFact fact) {
        Map<String, String> known = fact.known(DateTimeFormatter.ofPattern(style("time"), Locale.ROOT));
        String channel = codes("channel").get(fact.channel());
        if (channel == null) {
            return new Form.Refused("channel '" + fact.channel() + "' has no code in " + name);
        }
        known.put("channel", channel);
        String level = codes("level").get(String.valueOf(fact.level()));
        if (level == null) {
            return new Form.Refused("level " + fact.level() + " has no code in " + name);
        }
        known.put("level", level);
        List<String> reasons = new ArrayList<>();
        for (int code : fact.reasons()) {
            String theirs = codes("reason").get(String.valueOf(code));
            if (theirs == null) {
                return new Form.Refused(
                        "reason " + code + (Reason.isKnown(code) ? " is retired" : " is unknown") + " in " + name);
            }
            reasons.add(theirs);
        }
        if (!reasons.isEmpty()) {
            known.put("reasons", String.join(style("reasons"), reasons));
        }
        return filled(known);
    }

    private Form filled(Map<String, String> known) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (Field field : fields) {
            String value = known.get(field.ours());
            if (value != null) {
                filled.put(field.theirs(), value);
            } else if (field.required()) {
                return new Form.Refused(field.theirs() + " is not known, and " + name + " wants it");
            }
        }
        codes("fixed").forEach((value, field) -> filled.put(field, value));
        return new Form.Filled(filled);
    }

    private Map<String, String> codes(String part) {
        return codes.getOrDefault(part, Map.of());
    }

    private String style(String what) {
        String style = codes("style").get(what);
        if (style == null) {
            throw new IllegalArgumentException(name + " has no style of " + what);
        }
        return style;
    }
}
