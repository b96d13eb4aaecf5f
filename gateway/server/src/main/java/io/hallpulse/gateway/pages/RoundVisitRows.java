package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Rounds;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.Supervision;
import io.hallpulse.gateway.assessment.VisitPhoto;
import io.hallpulse.gateway.assessment.VisitRow;
import io.hallpulse.gateway.assessment.Visits;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.RoundVisitsView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The visits of a round as their page shows them to somebody. */
final class RoundVisitRows {
    private static final int LISTED = 100;
    /** Those who may look at photos; others are not told that there are any. */
    private static final Set<AssessmentRole> LOOK = Set.of(AssessmentRole.DISCIPLINE, AssessmentRole.AUDITOR);

    private final Assessments.Room room;
    private final Signer by;
    private final Rounds.Standing standing;
    private final Scheme rules;
    private final Visits.Overview overview;
    private final Map<Visit, Text> away;

    /**
     * The visits of a round.
     *
     * @throws io.hallpulse.gateway.assessment.AssessRefused where they are not for this person, or there is no such round
     */
    RoundVisitRows(Assessments.Room room, Signer by, String scheme, String period) {
        this.room = room;
        this.by = by;
        overview = room.visits().all(by, scheme, period);
        standing = room.rounds().standing(scheme, period);
        rules = room.reader().scheme(scheme, period);
        away = new HashMap<>();
        for (Visits.Redrawn change : overview.changes()) {
            Text why = change.why();
            if (why != null) {
                away.put(change.row().visit(), why);
            }
        }
    }

    RoundVisitsView view(String subject, @Nullable Refusal refusal, @Nullable Label done) {
        RoundRow round = standing.round();
        boolean looks = by.roles().stream().anyMatch(LOOK::contains);
        List<RoundVisitsView.Line> lines = lines(subject, looks ? overview.photos() : List.of());
        boolean takesFacts = round.state().takesFacts();
        return new RoundVisitsView(
                round.scheme(),
                round.period(),
                SchemeRows.label(rules.name()),
                round.state().word(),
                standing.plan().zone(),
                standing.plan().begins(),
                rules.sources().values().stream()
                        .anyMatch(source -> source instanceof Source.Visits visits && visits.random()),
                overview.lot()
                        .map(lot -> new RoundVisitsView.Lot(lot.at(), lot.digest()))
                        .orElse(null),
                subjects(),
                changes(),
                subject,
                lines.stream().limit(LISTED).toList(),
                lines.size() > LISTED,
                looks,
                by.roles().contains(AssessmentRole.AUDITOR) ? severity(round) : null,
                takesFacts
                        && by.roles().contains(AssessmentRole.ORGANISER)
                        && overview.lot().isPresent(),
                takesFacts && by.roles().contains(AssessmentRole.AUDITOR) ? recorders(round) : List.of(),
                refusal,
                done);
    }

    /** Those of a subject that go from one person to another, together. */
    private List<RoundVisitsView.Redrawn> changes() {
        Map<List<String>, List<Visits.Redrawn>> together = new LinkedHashMap<>();
        for (Visits.Redrawn one : overview.changes()) {
            together.computeIfAbsent(
                            List.of(
                                    one.row().visit().source(),
                                    one.row().visit().subject(),
                                    name(one.row().inspector()),
                                    name(one.next().inspector())),
                            key -> new ArrayList<>())
                    .add(one);
        }
        return together.values().stream()
                .map(some -> {
                    Visits.Redrawn first = some.get(0);
                    return new RoundVisitsView.Redrawn(
                            first.row().visit().subject(),
                            SchemeRows.label(first.row().name()),
                            name(first.row().inspector()),
                            label(first.why()),
                            name(first.next().inspector()),
                            some.size());
                })
                .toList();
    }

    private static String name(@Nullable String inspector) {
        return inspector == null ? "" : inspector;
    }

    private static @Nullable Label label(@Nullable Text text) {
        return text == null ? null : new Label(text.zh(), text.en());
    }

    private List<RoundVisitsView.Subject> subjects() {
        Map<String, List<VisitRow>> bySubject = new LinkedHashMap<>();
        for (VisitRow row : overview.visits()) {
            bySubject
                    .computeIfAbsent(row.visit().source() + "/" + row.visit().subject(), key -> new ArrayList<>())
                    .add(row);
        }
        return bySubject.values().stream().map(this::subject).toList();
    }

    private RoundVisitsView.Subject subject(List<VisitRow> rows) {
        Map<String, List<VisitRow>> byInspector = new TreeMap<>();
        List<Label> reasons = new ArrayList<>();
        int nobody = 0;
        for (VisitRow row : rows) {
            String inspector = row.inspector();
            if (inspector != null) {
                byInspector
                        .computeIfAbsent(inspector, name -> new ArrayList<>())
                        .add(row);
            } else {
                nobody++;
                Label why = why(row);
                if (why != null && !reasons.contains(why)) {
                    reasons.add(why);
                }
            }
        }
        VisitRow first = rows.get(0);
        return new RoundVisitsView.Subject(
                first.visit().source(),
                first.visit().subject(),
                SchemeRows.label(first.name()),
                made(rows),
                rows.size(),
                byInspector.entrySet().stream()
                        .map(one -> new RoundVisitsView.Inspector(
                                one.getKey(),
                                made(one.getValue()),
                                one.getValue().size(),
                                one.getValue().stream()
                                        .map(this::why)
                                        .filter(Objects::nonNull)
                                        .findFirst()
                                        .orElse(null)))
                        .toList(),
                nobody,
                reasons);
    }

    private static int made(List<VisitRow> rows) {
        return (int) rows.stream().filter(row -> row.fact() != null).count();
    }

    /** Why nobody may make a visit, or why whom the lot gave it to may not any more. */
    private @Nullable Label why(VisitRow row) {
        return label(row.reason() == null ? away.get(row.visit()) : row.reason());
    }

    /** All visits of a subject; where none is chosen those with a note or a photo, what was stated last first. */
    private List<RoundVisitsView.Line> lines(String subject, List<VisitPhoto> photos) {
        Map<Visit, List<VisitPhoto>> byVisit = photos.stream().collect(Collectors.groupingBy(VisitPhoto::visit));
        if (!subject.isEmpty()) {
            return overview.visits().stream()
                    .filter(row -> row.visit().subject().equals(subject))
                    .map(row -> line(row, byVisit.getOrDefault(row.visit(), List.of())))
                    .toList();
        }
        return overview.visits().stream()
                .sorted(Comparator.comparingLong(RoundVisitRows::fact).reversed())
                .map(row -> line(row, byVisit.getOrDefault(row.visit(), List.of())))
                .filter(line -> !line.note().isEmpty() || !line.photos().isEmpty())
                .toList();
    }

    /** The number of what a visit came to, 0 where it is to be made. */
    private static long fact(VisitRow row) {
        Long fact = row.fact();
        return fact == null ? 0 : fact;
    }

    private RoundVisitsView.Line line(VisitRow row, List<VisitPhoto> photos) {
        long fact = fact(row);
        String inspector = row.inspector();
        return new RoundVisitsView.Line(
                row.visit().source(),
                row.visit().subject(),
                SchemeRows.label(row.name()),
                row.visit().n(),
                row.way(),
                inspector == null ? "" : inspector,
                why(row),
                fact == 0 ? "" : "f" + fact,
                fact == 0 ? "" : row.note(),
                photos.stream()
                        .map(photo -> new RoundVisitsView.Photo(
                                photo.digest(), photo.place() + 1, photo.fact() == fact ? "" : "f" + photo.fact()))
                        .toList());
    }

    private RoundVisitsView.Severity severity(RoundRow round) {
        Evaluators evaluators = rules.evaluators();
        Evaluators.Severity limit = evaluators == null ? null : evaluators.severity();
        List<Supervision.Severe> told = room.supervision().told(by, round.scheme(), round.period());
        return new RoundVisitsView.Severity(
                limit == null ? 0 : limit.atLeast(),
                limit == null ? "" : limit.beyond().toPlainString(),
                round.state().isCounted(),
                told.stream()
                        .map(one -> new RoundVisitsView.Severe(
                                one.source(),
                                one.inspector(),
                                one.subjects(),
                                one.printed(),
                                one.mean().signum() > 0))
                        .toList());
    }

    private List<RoundVisitsView.Recorder> recorders(RoundRow round) {
        return room.supervision().recorders(by, round.scheme(), round.period()).entrySet().stream()
                .map(one -> new RoundVisitsView.Recorder(one.getKey(), one.getValue()))
                .toList();
    }
}
