package io.hallpulse.domain.assessment.publication;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Publication.Rows;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list, table, honours or board of a counted round, as it is frozen and signed.
 *
 * <p>Where fewer people than the minimum answered about a subject, nothing that their answers went into is shown: neither the part nor the score,
 * from which the part could be found by subtraction. Visits and cases are no answers of people, and are not small in that sense.
 *
 * @param text canonical JSON (RFC 8785)
 * @param digest SHA-256 of it, in hexadecimal digits
 */
public record RoundSheet(String text, String digest) {
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
     * @param unit whose own rows alone are wanted, where the publication is for units; null for every unit's
     * @param names of subjects, units and persons, by id
     * @param cases that are there, where its rows are cases
     * @param awaited whether the rules are still to open a case of a flow, of a subject: the round is not published, and nothing keeps the subject
     *     from it
     */
    public static RoundSheet of(
            CountedRound counted,
            Publication publication,
            @Nullable String unit,
            Function<String, Name> names,
            Collection<PublicCase> cases,
            BiPredicate<String, String> awaited,
            Circumstances around) {
        Scheme scheme = counted.round().scheme();
        SheetRows writer = new SheetRows(counted, publication.columns(), names);
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
        if (publication.rows() instanceof Rows.OfFlows of) {
            List<PublicCase> shown = publication.show() == Publication.Show.BOARD
                    ? board(of.flows(), cases)
                    : Honours.of(counted, of.flows(), cases, awaited);
            sheet.put("rows", shown.stream().map(writer::row).toList());
            sheet.put("n", Integer.toString(shown.size()));
        } else {
            List<Scorecard> shown = rows(counted, publication.rows(), unit);
            sheet.put("rows", shown.stream().map(writer::row).toList());
            sheet.put("n", writer.answered(shown));
        }
        if (unit != null) {
            Name name = names.apply(unit);
            sheet.put("unit", Map.of("id", unit, "zh", name.zh(), "en", name.en()));
        }
        if (around.replaces() != null) {
            sheet.put("replaces", around.replaces());
        }
        String text = CanonicalJson.text(sheet);
        return new RoundSheet(text, Ticket.sha256(text));
    }

    /** By the date that each bears, then by whom it is of. */
    private static List<PublicCase> board(List<String> flows, Collection<PublicCase> cases) {
        return cases.stream()
                .filter(one -> flows.contains(one.flow()))
                .sorted(Comparator.comparing(
                                (PublicCase one) -> Objects.requireNonNullElse(one.deadline(), LocalDate.MAX))
                        .thenComparing(PublicCase::subject)
                        .thenComparing(PublicCase::text))
                .toList();
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
                .thenComparing(card -> Objects.requireNonNullElse(card.place().rank(), Integer.MAX_VALUE))
                .thenComparing(Scorecard::subject));
        return wanted;
    }

    private static boolean isIn(Rows rows, Scorecard card) {
        Integer rank = card.place().rank();
        if (rows instanceof Rows.Listed) {
            return card.place().listed();
        }
        if (rows instanceof Rows.RankBetween between) {
            return rank != null && rank >= between.from() && rank <= between.to();
        }
        return true;
    }

    static Map<String, FrozenSubject> subjects(CountedRound counted) {
        return counted.round().subjects().stream().collect(Collectors.toMap(FrozenSubject::id, one -> one));
    }

    static Map<String, Object> named(Name name) {
        return Map.of("zh", name.zh(), "en", name.en());
    }
}
