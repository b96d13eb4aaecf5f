package io.hallpulse.domain.assessment.publication;

import static io.hallpulse.domain.assessment.publication.RoundSheet.named;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.figure.Spread;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a sheet one after another, each with the columns that the scheme names and with small numbers kept from it. */
final class SheetRows {
    private final Scheme scheme;
    private final Map<String, FrozenSubject> subjects;
    private final Map<String, Scorecard> cards;
    private final List<Column> columns;
    private final Function<String, Name> names;
    private final SmallNumbers small;

    SheetRows(CountedRound counted, List<Column> columns, Function<String, Name> names) {
        this.scheme = counted.round().scheme();
        this.subjects = RoundSheet.subjects(counted);
        this.cards = counted.cards().stream().collect(Collectors.toMap(Scorecard::subject, one -> one));
        this.columns = columns;
        this.names = names;
        this.small = new SmallNumbers(scheme.privacy().minimum());
    }

    /** The row of a subject. */
    Map<String, Object> row(Scorecard card) {
        Map<String, Object> row = new TreeMap<>();
        for (Column column : columns) {
            row.put(column.word(), ofSubject(column, card.subject(), card));
        }
        if (!card.place().missing().isEmpty()) {
            Map<String, Object> missing = new TreeMap<>();
            card.place().missing().forEach((part, n) -> missing.put(part, small.text(n)));
            row.put("notRanked", missing);
        }
        return row;
    }

    /** The row of a case, with what its subject has reached in the round. */
    Map<String, Object> row(PublicCase of) {
        Map<String, Object> row = new TreeMap<>();
        for (Column column : columns) {
            row.put(
                    column.word(),
                    switch (column) {
                        case HONOUR -> honour(of);
                        case STATE -> named(StateWords.of(of.state()));
                        case PROMISE -> of.text().isEmpty() ? SmallNumbers.HIDDEN : of.text();
                        case DEADLINE -> of.deadline() == null ? SmallNumbers.HIDDEN : String.valueOf(of.deadline());
                        case STAFF -> staff(of);
                        default -> ofSubject(column, of.subject(), cards.get(of.subject()));
                    });
        }
        return row;
    }

    /** How many people answered about the subjects of all rows that show it. */
    String answered(List<Scorecard> rows) {
        return text(small.sum(rows.stream()
                .map(this::answers)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList()));
    }

    private Object honour(PublicCase of) {
        Flow flow = scheme.flows().get(of.flow());
        return named(flow == null ? new Name(of.flow(), of.flow()) : flow.name());
    }

    /** Persons are named only as far as the scheme lets them be. */
    private Object staff(PublicCase of) {
        String person = of.person();
        return person == null || !Honours.isNamed(of, scheme.privacy())
                ? SmallNumbers.HIDDEN
                : named(names.apply(person));
    }

    private Object ofSubject(Column column, String id, @Nullable Scorecard card) {
        FrozenSubject subject = subjects.get(id);
        return switch (column) {
            case SUBJECT -> named(names.apply(id));
            case UNIT -> named(names.apply(subject == null ? id : subject.unit()));
            case HONOUR, STATE, PROMISE, DEADLINE, STAFF -> SmallNumbers.HIDDEN; // of cases, not of a round
            default -> card == null ? SmallNumbers.HIDDEN : ofCard(column, card);
        };
    }

    private Object ofCard(Column column, Scorecard card) {
        Integer rank = card.place().rank();
        Spread interval = card.total().interval();
        return switch (column) {
            case RANK -> rank == null ? SmallNumbers.HIDDEN : rank;
            case CATEGORY -> label(scheme.subjects().categories().get(card.category()));
            case SCORE -> small.isShown(card) ? String.valueOf(card.place().printed()) : SmallNumbers.HIDDEN;
            case INTERVAL -> small.isShown(card) && interval != null ? texts(interval) : SmallNumbers.HIDDEN;
            case ANSWERED -> text(answers(card));
            case PROBLEMS -> small.isShown(card) ? card.place().problems() : SmallNumbers.HIDDEN;
            case PARTS -> parts(card);
            case DEDUCTIONS ->
                card.total().adjusted().stream()
                        .map(one ->
                                one.figure().rounded(scheme.score().decimals()).toPlainString())
                        .toList();
            case GRADE -> small.isShown(card) ? label(grade(card)) : SmallNumbers.HIDDEN;
            default -> throw new IllegalArgumentException(column + " is no column of a scorecard");
        };
    }

    /** Over the parts that show it alone, else those of the others are found by subtraction; empty where none does. */
    private OptionalLong answers(Scorecard card) {
        return small.sum(card.parts().values().stream()
                .filter(SmallNumbers::isOfPeople)
                .map(part -> part.measured().n())
                .toList());
    }

    private static String text(OptionalLong n) {
        return n.isPresent() ? Long.toString(n.getAsLong()) : SmallNumbers.HIDDEN;
    }

    private Map<String, Object> parts(Scorecard card) {
        Map<String, Object> parts = new TreeMap<>();
        card.parts().forEach((id, part) -> {
            boolean ofPeople = SmallNumbers.isOfPeople(part);
            boolean shown = !part.isMissing() && small.isShown(part);
            long n = part.measured().n();
            parts.put(
                    id,
                    Map.of(
                            "n", ofPeople ? small.text(n) : Long.toString(n),
                            "score",
                                    shown
                                            ? String.valueOf(
                                                    part.printed(scheme.score().decimals()))
                                            : SmallNumbers.HIDDEN));
        });
        return parts;
    }

    private @Nullable Name grade(Scorecard card) {
        String grade = card.place().grade();
        return scheme.score().grades().stream()
                .filter(one -> Objects.equals(one.id(), grade))
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
