package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.runtime.config.YamlValue;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads single values, lists and mappings. Where one is not as it should be, that is a fault and something else is returned in its place. */
final class Values {
    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    static final BigDecimal LEAST_OVER_ZERO = new BigDecimal("0.000001");

    /** What other readers of YAML make a truth value of, so that a key or an id is no longer what it was. */
    private static final Set<String> TRUTH_ELSEWHERE = Set.of("yes", "no", "on", "off", "true", "false");

    private static final Name NAMELESS = new Name("-", "-");
    private static final Limit ONE_DAY = new Limit(1, Limit.Unit.D);

    private final ReadingFaults faults;

    Values(ReadingFaults faults) {
        this.faults = faults;
    }

    /** Refuses, in a whole file, what YAML lets stand although nobody means it: a key without a value, a key that is a truth value. */
    void refuseTraps(YamlValue value) {
        value.entries().forEach((key, entry) -> {
            if (TRUTH_ELSEWHERE.contains(key.toLowerCase(Locale.ROOT))) {
                faults.lack(entry, "'" + key + "' is a truth value in YAML and never a key; choose another name");
            }
            if (entry.isEmpty() && key.indexOf('：') >= 0) {
                faults.lack(entry, "write the colon ':' and a space, not the full-width '：'");
            } else {
                refuseEmpty(entry);
            }
            refuseTraps(entry);
        });
        for (YamlValue element : value.elements()) {
            refuseEmpty(element);
            refuseTraps(element);
        }
    }

    private void refuseEmpty(YamlValue value) {
        if (value.isEmpty()) {
            faults.lack(value, "has no value; put a text with a comma in quotes, or take the key out");
        }
    }

    Section section(YamlValue value, String required, String optional) {
        return new Section(value, faults, this, words(required), words(optional));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static String shown(YamlValue value) {
        return value.text().map(text -> "'" + text + "'").orElse(value.isList() ? "a list" : "a mapping");
    }

    String id(YamlValue value) {
        String text = value.text().orElse("");
        if (TRUTH_ELSEWHERE.contains(text.toLowerCase(Locale.ROOT))) {
            faults.lack(value, "'" + text + "' is a truth value in YAML; choose another name");
        } else if (!Identifiers.isIdentifier(text)) {
            faults.lack(value, shown(value) + " is no identifier; use 1 to 32 of A-Z a-z 0-9 _ -");
        }
        return text;
    }

    List<String> ids(YamlValue value) {
        return list(value).stream().map(this::id).toList();
    }

    /** Several, or one that stands without brackets. */
    List<String> idsOrOne(YamlValue value) {
        return value.isList() ? ids(value) : List.of(id(value));
    }

    /** The values of a mapping whose keys are identifiers of the file's own. */
    Map<String, YamlValue> named(YamlValue value) {
        if (!value.isMapping()) {
            faults.lack(value, "names with their values are wanted, and here is " + shown(value) + "; write {name: …}");
        } else if (value.entries().isEmpty()) {
            faults.lack(value, "is empty; name at least one");
        }
        value.entries().forEach((key, entry) -> {
            if (!Identifiers.isIdentifier(key)) {
                faults.lack(entry, "'" + key + "' is no identifier; use 1 to 32 of A-Z a-z 0-9 _ -");
            }
        });
        return value.entries();
    }

    /** At least one element. */
    List<YamlValue> list(YamlValue value) {
        if (!value.isList()) {
            faults.lack(value, "a list is wanted, and here is " + shown(value) + "; write it in [ ]");
        } else if (value.elements().isEmpty()) {
            faults.lack(value, "is empty; write at least one");
        }
        return value.elements();
    }

    <T extends Enum<T> & Word> T word(YamlValue value, Class<T> known) {
        Optional<T> word = Word.of(known, value.text().orElse(""));
        if (word.isEmpty()) {
            faults.lack(value, shown(value) + " is no word that is known here; use one of " + Word.all(known));
        }
        return word.orElse(known.getEnumConstants()[0]);
    }

    /** Refuses all but one word, where a key can say nothing else. */
    void only(YamlValue value, String word) {
        if (!value.text().orElse("").equals(word)) {
            faults.lack(value, shown(value) + " is no word that is known here; write " + word + ", or leave it out");
        }
    }

    <T extends Enum<T> & Word> List<T> words(YamlValue value, Class<T> known) {
        return list(value).stream().map(one -> word(one, known)).toList();
    }

    <T extends Enum<T> & Word> List<T> wordsOrOne(YamlValue value, Class<T> known) {
        return value.isList() ? words(value, known) : List.of(word(value, known));
    }

    List<AssessmentRole> roles(YamlValue value) {
        return wordsOrOne(value, AssessmentRole.class);
    }

    int whole(YamlValue value, int least, int most) {
        return whole(value, BigDecimal.valueOf(least), BigDecimal.valueOf(most)).intValueExact();
    }

    private BigDecimal whole(YamlValue value, BigDecimal least, BigDecimal most) {
        Optional<BigDecimal> number =
                value.number().filter(one -> one.scale() <= 0 && one.compareTo(least) >= 0 && one.compareTo(most) <= 0);
        if (number.isEmpty()) {
            faults.lack(value, shown(value) + " is no whole number from " + least + " to " + most + "; write one");
        }
        return number.orElse(least);
    }

    BigDecimal number(YamlValue value, BigDecimal least, BigDecimal most) {
        Optional<BigDecimal> number =
                value.number().filter(one -> one.compareTo(least) >= 0 && one.compareTo(most) <= 0);
        if (number.isEmpty()) {
            faults.lack(value, shown(value) + " is no number from " + least + " to " + most + "; write one");
        }
        return number.orElse(least);
    }

    /** Points, which may be less than none. */
    BigDecimal points(YamlValue value) {
        return number(value, MILLION.negate(), MILLION);
    }

    BigDecimal upToHundred(YamlValue value) {
        return number(value, BigDecimal.ZERO, HUNDRED);
    }

    boolean truth(YamlValue value) {
        if (value.truth().isEmpty()) {
            faults.lack(value, shown(value) + " is no truth value; write true or false");
        }
        return value.truth().orElse(false);
    }

    Limit limit(YamlValue value) {
        try {
            return Limit.parse(value.text().orElse(""));
        } catch (IllegalArgumentException e) {
            faults.lack(value, shown(value) + " is no limit; write one such as 24h, 5wd, 7d, 3mo or 1y");
            return ONE_DAY;
        }
    }

    ItemName item(YamlValue value) {
        String text = value.text().orElse("");
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            faults.lack(value, shown(value) + " names no item; write it as ledger.item");
            return new ItemName(text, "");
        }
        return new ItemName(text.substring(0, dot), text.substring(dot + 1));
    }

    List<ItemName> items(YamlValue value) {
        return list(value).stream().map(this::item).toList();
    }

    /** Both texts of a mapping of their own. */
    Name name(YamlValue value) {
        return name(section(value, "zh en", ""));
    }

    /** Both texts of a mapping that has other keys too. */
    Name name(Section section) {
        String zh = section.read("zh", this::text, "");
        String en = section.read("en", this::text, "");
        return zh.isBlank() || en.isBlank() ? NAMELESS : new Name(zh, en);
    }

    String text(YamlValue value) {
        String text = value.text().orElse("");
        if (text.isBlank()) {
            faults.lack(value, "a text is wanted; write it, in quotes where it has a comma or a colon");
        }
        return text;
    }

    /** Refuses ids that stand twice in a list. */
    void refuseRepeated(YamlValue list) {
        Set<String> ids = new HashSet<>();
        for (YamlValue element : list.elements()) {
            YamlValue id = element.entries().get("id");
            if (id != null && id.text().isPresent() && !ids.add(id.text().get())) {
                faults.lack(element, "stands twice; give each an id of its own");
            }
        }
    }

    /** Each element of a list whose elements have differing ids. */
    <T> List<T> each(YamlValue list, Function<YamlValue, T> read) {
        refuseRepeated(list);
        return list(list).stream().map(read).toList();
    }

    /** Each value of a mapping of names. */
    <T> Map<String, T> eachNamed(YamlValue value, Function<YamlValue, T> read) {
        Map<String, T> all = new LinkedHashMap<>();
        named(value).forEach((name, entry) -> all.put(name, read.apply(entry)));
        return all;
    }

    /** The text of a key that says which other keys there are; empty, and a fault, where it is not there. */
    <T extends Enum<T> & Word> Optional<T> kind(YamlValue value, String key, Class<T> known) {
        YamlValue kind = value.entries().get(key);
        if (kind == null || kind.isEmpty()) {
            faults.lack(value, "'" + key + "' is missing; add " + key + ": with one of " + Word.all(known));
            return Optional.empty();
        }
        Optional<T> word = Word.of(known, kind.text().orElse(""));
        if (word.isEmpty()) {
            faults.lack(kind, "no " + key + " " + shown(kind) + "; use one of " + Word.all(known));
        }
        return word;
    }

    void fault(YamlValue at, String problem) {
        faults.lack(at, problem);
    }
}
