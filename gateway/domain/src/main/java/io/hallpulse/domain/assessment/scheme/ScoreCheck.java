package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts of the score, their weights, and adjustments. */
final class ScoreCheck {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** Of 100: what ballots without rights may weigh together, since one voter can vote twice there. */
    private static final BigDecimal MOST_WITHOUT_RIGHTS = BigDecimal.valueOf(40);

    private static final String SCORE = "score";
    private static final String PARTS = "parts";

    private ScoreCheck() {}

    static void of(Scheme scheme, SchemeFaults faults) {
        scheme.score().parts().forEach(part -> part(scheme, part, faults));
        Set<String> categories = scheme.subjects().categories().keySet();
        if (scheme.score().parts().stream().allMatch(part -> categories.containsAll(part.only()))) {
            weights(scheme, faults);
        }
        List<Score.Adjustment> adjust = scheme.score().adjust();
        for (int i = 0; i < adjust.size(); i++) {
            adjustment(scheme, adjust.get(i), "[" + i + "]", faults);
        }
    }

    private static void part(Scheme scheme, Part part, SchemeFaults faults) {
        for (String category : part.only()) {
            if (!scheme.subjects().categories().containsKey(category)) {
                faults.unknown(
                        "category", category, scheme.subjects().categories().keySet(), SCORE, PARTS, part.id(), "only");
            }
        }
        Source source = scheme.sources().get(part.from());
        Measure.Kind measure = part.measure().kind();
        if (source == null) {
            faults.unknown("source", part.from(), scheme.sources().keySet(), SCORE, PARTS, part.id(), "from");
        } else if (!measure.reads(source.kind())) {
            faults.add(
                    measure.word() + " does not read " + source.kind().word() + "; it reads " + measure.readsWords(),
                    SCORE,
                    PARTS,
                    part.id(),
                    "measure");
        } else {
            measure(scheme, part, source, faults);
        }
    }

    private static void measure(Scheme scheme, Part part, Source source, SchemeFaults faults) {
        if (part.measure() instanceof Measure.Named named) {
            marks(scheme, part, named, source, faults);
        } else if (part.measure() instanceof Measure.Choice) {
            if (formOf(scheme, source) instanceof Form.Many) {
                faults.add(
                        "choice reads answers to questions, and the form of '" + part.from()
                                + "' is about many; use measure: named, or a form with about: one",
                        SCORE,
                        PARTS,
                        part.id(),
                        "measure");
            }
        } else if (part.measure() instanceof Measure.Rate rate && source instanceof Source.Cases cases) {
            rate(scheme, part, rate, cases, faults);
        }
    }

    private static @Nullable Form formOf(Scheme scheme, Source source) {
        if (source instanceof Source.Ballot ballot) {
            return scheme.forms().get(ballot.form());
        }
        return source instanceof Source.Survey survey ? scheme.forms().get(survey.form()) : null;
    }

    private static void marks(Scheme scheme, Part part, Measure.Named named, Source source, SchemeFaults faults) {
        BigDecimal sum = sum(named.marks().values());
        if (sum.compareTo(HUNDRED) != 0) {
            faults.add(
                    "weights of the marks are " + plain(sum) + " together, not 100; mend them",
                    SCORE,
                    PARTS,
                    part.id(),
                    "marks");
        }
        Form form = formOf(scheme, source);
        if (form instanceof Form.Many many) {
            Set<String> marks = new TreeSet<>();
            many.marks().forEach(mark -> marks.add(mark.id()));
            if (!marks.equals(named.marks().keySet())) {
                faults.add(
                        "marks are not those of the form; give a weight to each of " + String.join(", ", marks),
                        SCORE,
                        PARTS,
                        part.id(),
                        "marks");
            }
        } else if (form != null) {
            faults.add(
                    "named reads a ballot about many, and the form of '" + part.from()
                            + "' is about one; use measure: choice, or a form with about: many",
                    SCORE,
                    PARTS,
                    part.id(),
                    "measure");
        }
    }

    private static void rate(Scheme scheme, Part part, Measure.Rate rate, Source.Cases cases, SchemeFaults faults) {
        Set<String> outcomes = new LinkedHashSet<>();
        for (String id : cases.flows()) {
            Flow flow = scheme.flows().get(id);
            if (flow == null) {
                return; // said where the source names it
            }
            outcomes.addAll(flow.outcomes());
        }
        outcomesOf("count", rate.count(), part, outcomes, faults);
        outcomesOf("of", rate.of(), part, outcomes, faults);
        for (String counted : rate.count()) {
            if (!rate.of().contains(counted) && outcomes.contains(counted)) {
                faults.add(
                        "'" + counted + "' is counted but is not among 'of'; add it there",
                        SCORE,
                        PARTS,
                        part.id(),
                        "count");
            }
        }
    }

    private static void outcomesOf(
            String key, Set<String> named, Part part, Set<String> outcomes, SchemeFaults faults) {
        for (String outcome : named) {
            if (!outcomes.contains(outcome)) {
                faults.add(
                        "no flow of the source ends in '" + outcome + "'; its transitions state "
                                + (outcomes.isEmpty() ? "no fact" : String.join(", ", outcomes)) + " (key fact)",
                        SCORE,
                        PARTS,
                        part.id(),
                        key);
            }
        }
    }

    /** Categories that have the same fault are named in one line. */
    private static void weights(Scheme scheme, SchemeFaults faults) {
        Map<BigDecimal, List<String>> wrong = new LinkedHashMap<>();
        Map<BigDecimal, List<String>> loose = new LinkedHashMap<>();
        for (String category : scheme.subjects().categories().keySet()) {
            List<Part> parts = scheme.score().partsOf(category);
            BigDecimal sum = sum(parts.stream());
            if (sum.compareTo(HUNDRED) != 0) {
                wrong.computeIfAbsent(sum, key -> new ArrayList<>()).add(category);
            }
            BigDecimal withoutRights = sum(parts.stream().filter(part -> isWithoutRights(scheme, part)));
            if (withoutRights.compareTo(MOST_WITHOUT_RIGHTS) > 0) {
                loose.computeIfAbsent(withoutRights, key -> new ArrayList<>()).add(category);
            }
        }
        wrong.forEach((sum, categories) -> faults.add(
                "weights for category " + String.join(", ", categories) + " are " + plain(sum)
                        + " together, not 100; mend them",
                SCORE,
                PARTS));
        loose.forEach((sum, categories) -> faults.add(
                plain(sum) + " of 100 for category " + String.join(", ", categories)
                        + " come from ballots without rights (open or box); let them be at most "
                        + MOST_WITHOUT_RIGHTS,
                SCORE,
                PARTS));
    }

    private static boolean isWithoutRights(Scheme scheme, Part part) {
        return scheme.sources().get(part.from()) instanceof Source.Ballot ballot
                && ballot.admission().isWithoutRights();
    }

    private static BigDecimal sum(Stream<Part> parts) {
        return sum(parts.map(Part::weight).toList());
    }

    private static void adjustment(Scheme scheme, Score.Adjustment adjustment, String at, SchemeFaults faults) {
        if (!(scheme.sources().get(adjustment.from()) instanceof Source.Ledger)) {
            List<String> ledgers = scheme.sources().entrySet().stream()
                    .filter(entry -> entry.getValue() instanceof Source.Ledger)
                    .map(Map.Entry::getKey)
                    .toList();
            faults.unknown("ledger", adjustment.from(), ledgers, SCORE, "adjust", at, "from");
            return;
        }
        Set<String> items = SchemeCheck.items(scheme);
        for (String item : adjustment.items()) {
            String name = new ItemName(adjustment.from(), item).toString();
            if (!items.contains(name)) {
                faults.unknown("item", name, items, SCORE, "adjust", at, "items");
            }
        }
        if (adjustment.least().compareTo(adjustment.most()) > 0) {
            faults.add(
                    "least (" + adjustment.least() + ") is over most (" + adjustment.most() + "); exchange them",
                    SCORE,
                    "adjust",
                    at,
                    "least");
        }
    }

    private static BigDecimal sum(Collection<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
