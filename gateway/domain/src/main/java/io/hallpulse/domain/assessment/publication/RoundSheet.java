package io.hallpulse.domain.assessment.publication;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.figure.Spread;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Publication.Rows;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list or table of a counted round, as it is frozen and signed.
 *
 * <p>Where fewer people than the minimum answered about a subject, nothing that their answers went into is shown: neither the part nor the score,
 * from which the part could be found by subtraction. Visits and cases are no answers of people, and are not small in that sense.
 *
 * @param text canonical JSON (RFC 8785)
 * @param digest SHA-256 of it, in hexadecimal digits
 */
public record RoundSheet(String text, String digest) {
    private static final Set<Measure.Kind> OF_PEOPLE =
            Set.of(Measure.Kind.LEVELS, Measure.Kind.CHOICE, Measure.Kind.NAMED);

    /**
     * What stands around the rows.
     *
     * @param date of the publication
     * @param chainHead hash of the newest entry of the audit chain, so that it can be told later that nothing before it was changed
     * @param replaces digest of the publication that this one corrects; null for none
     */
    public record Circumstances(
            LocalDate date, String chainHead, @Nullable String replaces) {}

    /**
     * The sheet of a publication.
     *
     * @param publication a list or a table, whose rows are subjects
     * @param unit whose own rows alone are wanted, where the publication is for units; null for every unit's
     * @param names of subjects and units, by id
     * @throws IllegalArgumentException where its rows are cases
     */
    public static RoundSheet of(
            CountedRound counted,
            Publication publication,
            @Nullable String unit,
            Function<String, Name> names,
            Circumstances around) {
        Scheme scheme = counted.round().scheme();
        RowWriter writer = new RowWriter(counted, publication.columns(), names);
        Map<String, Object> sheet = new TreeMap<>();
        sheet.put("v", 1);
        sheet.put("round", counted.round().id());
        sheet.put("scheme", Map.of("name", named(scheme.name()), "version", scheme.version()));
        sheet.put("authority", named(scheme.authority()));
        sheet.put("publication", publication.id());
        sheet.put("show", publication.show().word());
        sheet.put("date", around.date().toString());
        sheet.put("cards", counted.digest());
        sheet.put("chainHead", around.chainHead());
        sheet.put("minimum", scheme.privacy().minimum());
        sheet.put("columns", publication.columns().stream().map(Column::word).toList());
        sheet.put(
                "rows",
                rows(counted, publication.rows(), unit).stream()
                        .map(writer::row)
                        .toList());
        if (around.replaces() != null) {
            sheet.put("replaces", around.replaces());
        }
        String text = CanonicalJson.text(sheet);
        return new RoundSheet(text, Ticket.sha256(text));
    }

    private static List<Scorecard> rows(CountedRound counted, Rows rows, @Nullable String unit) {
        Map<String, FrozenSubject> subjects = subjects(counted);
        List<Scorecard> wanted = new ArrayList<>();
        for (Scorecard card : counted.cards()) {
            FrozenSubject subject = subjects.get(card.subject());
            if (isIn(rows, card)
                    && (unit == null || (subject != null && subject.unit().equals(unit)))) {
                wanted.add(card);
            }
        }
        wanted.sort(Comparator.comparing(Scorecard::category)
                .thenComparing(card -> Objects.requireNonNullElse(rank(card), Integer.MAX_VALUE))
                .thenComparing(Scorecard::subject));
        return wanted;
    }

    private static boolean isIn(Rows rows, Scorecard card) {
        Integer rank = rank(card);
        if (rows instanceof Rows.Listed) {
            return card.place().listed();
        }
        if (rows instanceof Rows.RankBetween between) {
            return rank != null && rank >= between.from() && rank <= between.to();
        }
        if (rows instanceof Rows.OfFlows) {
            throw new IllegalArgumentException("rows of cases are no rows of a round");
        }
        return true;
    }

    private static @Nullable Integer rank(Scorecard card) {
        return card.place().rank();
    }

    private static Map<String, FrozenSubject> subjects(CountedRound counted) {
        return counted.round().subjects().stream().collect(Collectors.toMap(FrozenSubject::id, one -> one));
    }

    static Map<String, Object> named(Name name) {
        return Map.of("zh", name.zh(), "en", name.en());
    }

    /** Writes one row after another. */
    private static final class RowWriter {
        private final Scheme scheme;
        private final Map<String, FrozenSubject> subjects;
        private final List<Column> columns;
        private final Function<String, Name> names;
        private final SmallNumbers small;

        RowWriter(CountedRound counted, List<Column> columns, Function<String, Name> names) {
            this.scheme = counted.round().scheme();
            this.subjects = subjects(counted);
            this.columns = columns;
            this.names = names;
            this.small = new SmallNumbers(scheme.privacy().minimum());
        }

        Map<String, Object> row(Scorecard card) {
            Map<String, Object> row = new TreeMap<>();
            for (Column column : columns) {
                row.put(column.word(), cell(column, card));
            }
            if (!card.place().missing().isEmpty()) {
                Map<String, Object> missing = new TreeMap<>();
                card.place().missing().forEach((part, n) -> missing.put(part, small.text(n)));
                row.put("notRanked", missing);
            }
            return row;
        }

        private Object cell(Column column, Scorecard card) {
            FrozenSubject subject = subjects.get(card.subject());
            Integer rank = rank(card);
            Spread interval = card.total().interval();
            return switch (column) {
                case RANK -> rank == null ? SmallNumbers.HIDDEN : rank;
                case SUBJECT -> named(names.apply(card.subject()));
                case UNIT -> named(names.apply(subject == null ? card.subject() : subject.unit()));
                case CATEGORY -> label(scheme.subjects().categories().get(card.category()));
                case SCORE -> isScoreShown(card) ? String.valueOf(card.place().printed()) : SmallNumbers.HIDDEN;
                case INTERVAL -> isScoreShown(card) && interval != null ? texts(interval) : SmallNumbers.HIDDEN;
                case ANSWERED -> small.text(answers(card));
                case PROBLEMS -> isScoreShown(card) ? card.place().problems() : SmallNumbers.HIDDEN;
                case PARTS -> parts(card);
                case DEDUCTIONS ->
                    card.total().adjusted().stream()
                            .map(one -> one.figure()
                                    .rounded(scheme.score().decimals())
                                    .toPlainString())
                            .toList();
                case GRADE -> isScoreShown(card) ? label(grade(card)) : SmallNumbers.HIDDEN;
                case HONOUR, STATE, PROMISE, DEADLINE, STAFF -> SmallNumbers.HIDDEN; // of cases, not of a round
            };
        }

        private boolean isScoreShown(Scorecard card) {
            return card.place().printed() != null
                    && card.parts().values().stream()
                            .filter(part -> !part.isMissing())
                            .allMatch(this::isPartShown);
        }

        private boolean isPartShown(PartFigure part) {
            return !OF_PEOPLE.contains(part.part().measure().kind())
                    || small.isShown(part.measured().n());
        }

        private long answers(Scorecard card) {
            return card.parts().values().stream()
                    .filter(part -> OF_PEOPLE.contains(part.part().measure().kind()))
                    .mapToLong(part -> part.measured().n())
                    .sum();
        }

        private Map<String, Object> parts(Scorecard card) {
            Map<String, Object> parts = new TreeMap<>();
            card.parts().forEach((id, part) -> {
                boolean ofPeople = OF_PEOPLE.contains(part.part().measure().kind());
                boolean shown = !part.isMissing() && isPartShown(part);
                long n = part.measured().n();
                parts.put(
                        id,
                        Map.of(
                                "n", ofPeople ? small.text(n) : Long.toString(n),
                                "score",
                                        shown
                                                ? String.valueOf(part.printed(
                                                        scheme.score().decimals()))
                                                : SmallNumbers.HIDDEN));
            });
            return parts;
        }

        private @Nullable Name grade(Scorecard card) {
            String grade = card.place().grade();
            return scheme.score().grades().stream()
                    .filter(one -> one.id().equals(grade))
                    .map(one -> one.name())
                    .findFirst()
                    .orElse(null);
        }

        private List<String> texts(Spread interval) {
            Spread rounded = interval.rounded(scheme.score().decimals());
            return List.of(rounded.low().toPlainString(), rounded.high().toPlainString());
        }

        private static Object label(@Nullable Name name) {
            return name == null ? SmallNumbers.HIDDEN : named(name);
        }
    }
}
