package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.fact.Statement;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.FactRow;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.FactLine;
import io.hallpulse.web.assessment.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts of a round as pages show them to somebody. */
final class FactLines {
    private final RoundReader reader;
    private final RoundRow round;
    private final Scheme scheme;
    private final Map<String, Name> names;
    private final Signer by;
    private final boolean tellsRecorder;
    private final RoundReader.@Nullable Result result;

    /**
     * Facts of a round.
     *
     * @param names of its subjects, by id
     * @param tellsRecorder whether the person is told who stated what others stated
     * @param result what was counted; null before, and for who sees no figures
     */
    FactLines(
            RoundReader reader,
            RoundRow round,
            Scheme scheme,
            Map<String, Name> names,
            Signer by,
            boolean tellsRecorder,
            RoundReader.@Nullable Result result) {
        this.reader = reader;
        this.round = round;
        this.scheme = scheme;
        this.names = names;
        this.by = by;
        this.tellsRecorder = tellsRecorder;
        this.result = result;
    }

    List<FactLine> of(List<FactRow> facts) {
        return facts.stream().map(this::line).toList();
    }

    private FactLine line(FactRow fact) {
        List<AssessmentRole> verifiers = Statement.verifiers(scheme, fact.source(), fact.value());
        Long struckBy = fact.struckBy();
        boolean waits = struckBy == null && fact.verifiedBy() == null && !verifiers.isEmpty();
        boolean own = fact.recorder().equals(by.name());
        boolean open = round.state().takesFacts() && struckBy == null;
        String subject = fact.subject();
        return new FactLine(
                fact.id(),
                fact.n(),
                fact.source(),
                subject,
                subject == null ? null : SchemeRows.label(names.getOrDefault(subject, new Name(subject, subject))),
                ofCase(fact, says(scheme, fact.source(), fact.value())),
                fact.day().toString(),
                tellsRecorder || own ? fact.recorder() : "",
                Instant.ofEpochMilli(fact.recordedMillis()),
                Objects.requireNonNullElse(fact.proof(), ""),
                tellsRecorder ? Objects.requireNonNullElse(fact.verifiedBy(), "") : "",
                struckBy != null ? "struck" : waits ? "unverified" : "counts",
                struckBy == null ? null : strike(struckBy, subject, verifiers.isEmpty() || fact.verifiedBy() != null),
                open && waits && !own && by.roles().stream().anyMatch(verifiers::contains),
                open && (own || by.roles().contains(AssessmentRole.AUDITOR)));
    }

    /** @param counts whether the fact would count but for the strike; else the strike changed no figure */
    private FactLine.Strike strike(long n, @Nullable String subject, boolean counts) {
        FactRow strike = reader.fact(round.scheme(), round.period(), n);
        RoundReader.Result counted = result;
        CountedRound unstruck = counted == null ? null : counted.unstruck();
        boolean told = counts && counted != null && unstruck != null && subject != null;
        return new FactLine.Strike(
                strike.id(),
                tellsRecorder ? strike.recorder() : "",
                strike.reason(),
                told ? score(Objects.requireNonNull(unstruck), subject) : "",
                told ? score(Objects.requireNonNull(counted).counted(), subject) : "");
    }

    private static String score(CountedRound round, @Nullable String subject) {
        Place place = subject == null ? null : round.places().get(subject);
        return SchemeRows.shown(place == null ? null : place.printed());
    }

    /** With the case by whose appeal it is so. */
    private static Label ofCase(FactRow fact, Label says) {
        String batch = fact.batch();
        if (!(fact.value() instanceof FactValue.Excluded) || batch == null) {
            return says;
        }
        String number = batch.split(" ", 2)[0];
        return new Label(says.zh() + "（办件 " + number + "）", says.en() + " (case " + number + ")");
    }

    /** What a fact states, in words of its scheme. */
    static Label says(Scheme scheme, String source, FactValue value) {
        if (value instanceof FactValue.Entry entry) {
            return entry(scheme, source, entry);
        }
        if (value instanceof FactValue.Visit visit) {
            return visit(scheme, source, visit);
        }
        if (value instanceof FactValue.Answers answers) {
            return answers(scheme, source, answers);
        }
        if (value instanceof FactValue.Levels levels) {
            long n =
                    levels.counts().values().stream().mapToLong(Long::longValue).sum();
            return new Label("按键评价 " + n + " 次", n + " ratings by the keys");
        }
        if (value instanceof FactValue.Excluded excluded) {
            return new Label(
                    "申诉成立，剔除一次按键：" + Words.ZH.level(excluded.level()),
                    "a press that an appeal excluded: " + Words.EN.level(excluded.level()));
        }
        if (value instanceof FactValue.AnswerCounts counts) {
            return new Label("答卷计数 " + counts.counts(), "counted answers " + counts.counts());
        }
        if (value instanceof FactValue.Outcome outcome) {
            return new Label(
                    "办件结果 " + outcome.outcome() + (outcome.late() ? "，逾期" : ""),
                    "case " + outcome.outcome() + (outcome.late() ? ", late" : ""));
        }
        if (value instanceof FactValue.OpenCase open) {
            return new Label(
                    open.overdue() ? "办件未结，已逾期" : "办件未结", open.overdue() ? "case open and overdue" : "case open");
        }
        return new Label("点名票", "a ballot that names some");
    }

    private static Label entry(Scheme scheme, String source, FactValue.Entry entry) {
        Source.Item item = scheme.sources().get(source) instanceof Source.Ledger ledger
                ? ledger.items().get(entry.item())
                : null;
        Name name = item == null ? new Name(entry.item(), entry.item()) : item.name();
        Object points = entry.points() != null ? entry.points().rounded(2) : item == null ? null : item.value();
        return new Label(
                name.zh() + (points == null ? "" : "（" + points + " 分）"),
                name.en() + (points == null ? "" : " (" + points + " points)"));
    }

    private static Label visit(Scheme scheme, String source, FactValue.Visit visit) {
        Checklist list = scheme.sources().get(source) instanceof Source.Visits visits
                ? scheme.checklists().get(visits.checklist())
                : null;
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (Checklist.Item item : list == null ? List.<Checklist.Item>of() : list.items()) {
            int times = visit.times().getOrDefault(item.id(), 0);
            if (times > 0) {
                zh.add(item.name().zh() + " × " + times);
                en.add(item.name().en() + " × " + times);
            }
        }
        return zh.isEmpty()
                ? new Label("暗访未见问题", "a visit that found nothing")
                : new Label("暗访：" + String.join("、", zh), "visit: " + String.join(", ", en));
    }

    private static Label answers(Scheme scheme, String source, FactValue.Answers answers) {
        Source of = scheme.sources().get(source);
        String id = of instanceof Source.Survey survey
                ? survey.form()
                : of instanceof Source.Ballot ballot ? ballot.form() : "";
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        if (scheme.forms().get(id) instanceof Form.One form) {
            for (Form.Question question : form.questions()) {
                String answer = answers.answers().get(question.id());
                Scale scale = scheme.scales().get(question.scale());
                if (answer != null && scale != null) {
                    Name option = scale.option(answer).map(Scale.Option::name).orElse(new Name(answer, answer));
                    zh.add(question.name().zh() + " " + option.zh());
                    en.add(question.name().en() + ": " + option.en());
                }
            }
        }
        return new Label(String.join("，", zh), String.join(", ", en));
    }
}
