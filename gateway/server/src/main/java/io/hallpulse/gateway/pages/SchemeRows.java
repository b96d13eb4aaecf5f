package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.ranking.WorstListPower;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.text.LineDiff;
import io.hallpulse.gateway.assessment.SchemePreview;
import io.hallpulse.gateway.assessment.SchemeRow;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.SchemeView;
import io.hallpulse.web.assessment.SchemesView;
import io.hallpulse.web.assessment.Signed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A version of a scheme as its page shows it. */
final class SchemeRows {
    /** Lines that are the same, on either side of one that is not. */
    private static final int AROUND = 2;

    private final SchemePreview preview;
    private final Signing signing;
    private final Signer by;

    SchemeRows(SchemePreview preview, Signing signing, Signer by) {
        this.preview = preview;
        this.signing = signing;
        this.by = by;
    }

    static SchemesView.Version version(SchemeRow row, Scheme scheme) {
        return new SchemesView.Version(
                row.scheme(),
                row.version(),
                scheme.name().zh(),
                scheme.name().en(),
                row.state().word(),
                row.digest(),
                row.uploadedBy(),
                Instant.ofEpochMilli(row.uploadedMillis()));
    }

    static Label label(Name name) {
        return new Label(name.zh(), name.en());
    }

    static List<Signed> signed(List<Signing.Signature> given) {
        return given.stream()
                .map(one -> new Signed(one.role().word(), one.who()))
                .toList();
    }

    SchemeView view(ZoneId zone, @Nullable Refusal refusal) {
        SchemeRow row = preview.row();
        Scheme scheme = preview.scheme();
        boolean over = row.state() == SchemeRow.State.RETIRED;
        Text why = signing.refusal(by.name(), by.roles()).orElse(null);
        SchemeRow inForce = preview.inForce();
        return new SchemeView(
                version(row, scheme),
                zone,
                label(scheme.authority()),
                label(scheme.basis()),
                scheme.isBasisFilled(),
                scheme.notYetRun().stream()
                        .map(reason -> new Label(reason.zh(), reason.en()))
                        .toList(),
                scheme.rounds().every().word(),
                scheme.subjects().categories().entrySet().stream()
                        .map(category -> weights(scheme, category.getKey(), category.getValue()))
                        .toList(),
                over ? "" : row.state() == SchemeRow.State.IN_FORCE ? "retire" : "enforce",
                signed(signing.given()),
                over ? "" : signing.next().map(AssessmentRole::word).orElse(""),
                why == null ? null : new Label(why.zh(), why.en()),
                row.file(),
                inForce == null ? 0 : inForce.version(),
                differences(),
                compared(),
                preview.uncounted(),
                power(scheme),
                refusal);
    }

    private static SchemeView.Weights weights(Scheme scheme, String category, Name name) {
        List<SchemeView.Weight> parts = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (Part part : scheme.score().partsOf(category)) {
            parts.add(new SchemeView.Weight(
                    part.id(), part.measure().kind().word(), part.weight(), from, part.minimum()));
            from = from.add(part.weight());
        }
        return new SchemeView.Weights(label(name), parts);
    }

    private List<SchemeView.Line> differences() {
        List<LineDiff.Line> all = preview.differences();
        List<SchemeView.Line> shown = new ArrayList<>();
        boolean left = false;
        for (int i = 0; i < all.size(); i++) {
            List<LineDiff.Line> near = all.subList(Math.max(0, i - AROUND), Math.min(all.size(), i + AROUND + 1));
            if (near.stream().allMatch(line -> line.kind() == LineDiff.Kind.SAME)) {
                left = true;
                continue;
            }
            if (left && !shown.isEmpty()) {
                shown.add(new SchemeView.Line("…", ""));
            }
            left = false;
            shown.add(new SchemeView.Line(
                    switch (all.get(i).kind()) {
                        case SAME -> "";
                        case GONE -> "-";
                        case NEW -> "+";
                    },
                    all.get(i).text()));
        }
        return shown;
    }

    private SchemeView.@Nullable Compared compared() {
        SchemePreview.Compared compared = preview.compared();
        if (compared == null) {
            return null;
        }
        Map<String, Place> before = compared.before().places();
        List<SchemeView.Row> rows = new ArrayList<>();
        List<Scorecard> cards = new ArrayList<>(compared.after().cards());
        cards.sort(Comparator.comparing(Scorecard::category)
                .thenComparing(card -> Objects.requireNonNullElse(card.place().rank(), Integer.MAX_VALUE))
                .thenComparing(Scorecard::subject));
        for (Scorecard card : cards) {
            Place old = Objects.requireNonNull(before.get(card.subject()));
            Place now = card.place();
            Name name = compared.names().getOrDefault(card.subject(), new Name(card.subject(), card.subject()));
            Name category = preview.scheme()
                    .subjects()
                    .categories()
                    .getOrDefault(card.category(), new Name(card.category(), card.category()));
            rows.add(new SchemeView.Row(
                    card.subject(),
                    label(name),
                    label(category),
                    shown(old.rank()),
                    shown(now.rank()),
                    shown(old.printed()),
                    shown(now.printed()),
                    old.listed(),
                    now.listed()));
        }
        return new SchemeView.Compared(
                compared.round().name(),
                compared.round().version(),
                preview.row().version(),
                rows);
    }

    static String shown(@Nullable Object figure) {
        return figure == null
                ? Words.UNKNOWN
                : figure instanceof BigDecimal decimal ? decimal.toPlainString() : figure.toString();
    }

    /** Of a scheme that lists the worst by ballots that name them. */
    private static SchemeView.@Nullable Power power(Scheme scheme) {
        boolean worst = scheme.ranking().order() == Ranking.Order.WORST_FIRST;
        Part named = scheme.score().parts().stream()
                .filter(part -> part.measure().kind() == Measure.Kind.NAMED)
                .findFirst()
                .orElse(null);
        if (!worst && named == null) {
            return null;
        }
        int ballots = scheme.sources().values().stream()
                .filter(Source.Ballot.class::isInstance)
                .map(source -> ((Source.Ballot) source).draw())
                .filter(Objects::nonNull)
                .mapToInt(Source.Draw::size)
                .sum();
        int subjects = Objects.requireNonNullElse(scheme.subjects().expectedSubjects(), 0);
        int answers = WorstListPower.answers(ballots, subjects);
        WorstListPower nearest = WorstListPower.nearest(answers);
        return new SchemeView.Power(
                subjects,
                ballots,
                answers,
                WorstListPower.TABLE.stream()
                        .map(row -> new SchemeView.PowerRow(
                                row.answers(),
                                row.trulyWorst().toPlainString(),
                                row.firstWrong().toPlainString(),
                                row.twiceWrong().toPlainString(),
                                answers > 0 && row.equals(nearest)))
                        .toList());
    }
}
