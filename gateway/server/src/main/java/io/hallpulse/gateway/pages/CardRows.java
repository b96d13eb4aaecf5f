package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.figure.Adjusted;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.figure.Inputs;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.figure.VisitScore;
import io.hallpulse.domain.assessment.publication.SmallNumbers;
import io.hallpulse.domain.assessment.ranking.NextRank;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.CardView;
import io.hallpulse.web.assessment.FactLine;
import io.hallpulse.web.assessment.Label;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scorecard as its page shows it. Whom it is about sees no levels and no answers, and nothing that too few people said; what would tell
 * it by subtraction is kept from them with it, as on a sheet for the public.
 */
final class CardRows {
    private final RoundReader.Result result;
    private final Scheme scheme;
    private final Scorecard card;
    private final int decimals;
    private final boolean seesAll;
    private final SmallNumbers small;

    /**
     * A card of a counted round.
     *
     * @param seesAll whether it is for somebody who sees every figure
     */
    CardRows(RoundReader.Result result, Scorecard card, boolean seesAll) {
        this.result = result;
        this.scheme = result.scheme();
        this.card = card;
        this.decimals = scheme.score().decimals();
        this.seesAll = seesAll;
        this.small = new SmallNumbers(scheme.privacy().minimum());
    }

    /** Whether its score is told. */
    boolean isScoreTold() {
        return seesAll || small.isShown(card);
    }

    CardView view(ZoneId zone, List<FactLine> facts, boolean hidden) {
        Place place = card.place();
        boolean told = isScoreTold();
        Map<String, Fraction> points =
                card.total().points(scheme.score(), card.parts().values());
        return new CardView(
                result.row().scheme(),
                result.row().period(),
                SchemeRows.label(scheme.name()),
                result.row().state().word(),
                card.subject(),
                SchemeRows.label(result.names().getOrDefault(card.subject(), new Name(card.subject(), card.subject()))),
                RoundCockpit.category(scheme, card.category()),
                zone,
                place.printed() == null || !told ? "" : SchemeRows.shown(place.printed()),
                place.rank() == null ? "" : SchemeRows.shown(place.rank()),
                place.of(),
                place.listed(),
                told ? RankingRows.grade(scheme, place.grade()) : null,
                told ? RankingRows.interval(scheme, card.total().interval()) : "",
                whole(card.total().present()),
                whole(card.total().missing()),
                scheme.score().partsOf(card.category()).stream()
                        .map(part -> part(Objects.requireNonNull(card.parts().get(part.id())), points))
                        .toList(),
                card.total().adjusted().stream()
                        .filter(one -> one.n() > 0)
                        .map(this::adjustment)
                        .toList(),
                Stream.concat(place.barred().stream(), place.excluded().stream())
                        .toList(),
                told ? beside(result.unstruck()) : null,
                told ? beside(result.late()) : null,
                told ? next() : null,
                told && place.printed() != null ? nextGrade(place.printed()) : null,
                facts,
                hidden,
                seesAll,
                result.counted().digest());
    }

    private static String whole(Fraction weight) {
        return weight.rounded(2).stripTrailingZeros().toPlainString();
    }

    private String printed(@Nullable Fraction figure) {
        return figure == null ? "" : figure.rounded(decimals).toPlainString();
    }

    /** The rank before its own. What another subject came to is told to who sees every figure, and to others as far as the public sees it. */
    private CardView.@Nullable Next next() {
        return NextRank.of(result.counted().round(), result.counted().places(), card.subject())
                .filter(next -> seesAll || isPublic(next))
                .map(next -> new CardView.Next(
                        next.rank(), next.printed().toPlainString(), next.gap().toPlainString()))
                .orElse(null);
    }

    /** Whether the score of somebody with that rank has been published. */
    private boolean isPublic(NextRank next) {
        return result.row().state() == RoundState.PUBLISHED
                && next.subjects().stream()
                        .map(result.counted()::card)
                        .flatMap(Optional::stream)
                        .anyMatch(one -> small.isShown(one)
                                && scheme.publications().stream()
                                        .anyMatch(publication -> publication.tellsScoreOf(
                                                one.place().rank(), one.place().listed())));
    }

    private CardView.@Nullable NextGrade nextGrade(BigDecimal printed) {
        return scheme.score()
                .gradeAbove(printed)
                .map(grade -> new CardView.NextGrade(
                        SchemeRows.label(grade.name()),
                        grade.from().toPlainString(),
                        grade.from().subtract(printed).toPlainString()))
                .orElse(null);
    }

    private CardView.@Nullable Unstruck beside(@Nullable CountedRound other) {
        Place place = other == null ? null : other.places().get(card.subject());
        return place == null || Objects.equals(place.printed(), card.place().printed())
                ? null
                : new CardView.Unstruck(SchemeRows.shown(place.printed()), SchemeRows.shown(place.rank()));
    }

    private CardView.PartRow part(PartFigure figure, Map<String, Fraction> points) {
        Part part = figure.part();
        Fraction counted = figure.counted(scheme.score());
        boolean kept = !seesAll && !small.isShown(figure);
        boolean opens = seesAll || !SmallNumbers.isOfPeople(figure);
        boolean hides = kept && !figure.isMissing();
        Map<String, Long> levels = new HashMap<>();
        if (opens && figure.measured().inputs() instanceof Inputs.Levels told) {
            told.counts().forEach((level, count) -> levels.put(Integer.toString(level), count));
        }
        return new CardView.PartRow(
                part.id(),
                part.from(),
                part.measure().kind().word(),
                formula(part),
                part.weight().toPlainString(),
                hides ? "" : printed(points.get(part.id())),
                hides ? SmallNumbers.HIDDEN : printed(counted),
                kept ? null : figure.measured().n(),
                part.minimum(),
                hides || figure.figure() == null || figure.halfWidths() == null
                        ? ""
                        : RankingRows.interval(scheme, figure.halfWidths().around(figure.figure())),
                levels,
                opens ? inputs(part, figure.measured().inputs()) : List.of());
    }

    private static Label formula(Part part) {
        Label scaled = part.scaling() == null
                ? new Label("", "")
                : part.scaling() instanceof Part.Scaling.Target target
                        ? new Label(
                                "，再按目标 " + target.target() + " 折算，至多 100",
                                ", then measured by the target of " + target.target() + ", at most 100")
                        : new Label("，再换成类内位次分", ", then its place within the category");
        Label plain = plain(part.measure());
        return new Label(plain.zh() + scaled.zh(), plain.en() + scaled.en());
    }

    private static Label plain(Measure measure) {
        if (measure instanceof Measure.Levels levels) {
            return switch (levels.as()) {
                case SATISFACTION -> new Label("100 ×（5、4、3 分的次数）÷ 全部", "100 x levels 5, 4 and 3, over all");
                case STRICT -> new Label("100 ×（5、4 分的次数）÷ 全部", "100 x levels 5 and 4, over all");
                case INDEX ->
                    new Label(
                            "25 ×（4×5分 + 3×4分 + 2×3分 + 1×2分 的次数）÷ 全部",
                            "25 x (4 x level 5 + 3 x level 4 + 2 x level 3 + level 2), over all");
            };
        }
        if (measure instanceof Measure.Checks) {
            return new Label(
                    "每次暗访 100 减去扣分（不低于 0），取平均", "the mean over visits of 100 less what is deducted, not below 0");
        }
        if (measure instanceof Measure.Rate rate) {
            return new Label(
                    "100 × " + String.join("、", rate.count()) + " ÷ " + String.join("、", rate.of())
                            + (rate.late() == Measure.Late.FAILS ? "，逾期不算" : ""),
                    "100 x " + String.join(", ", rate.count()) + " over " + String.join(", ", rate.of())
                            + (rate.late() == Measure.Late.FAILS ? "; late ones fail" : ""));
        }
        return measure instanceof Measure.Named
                ? new Label("各项点名率向全体平均收缩后加权", "shares of each mark, drawn to the pool and weighted")
                : new Label("各题回答分值的平均，“不了解”不计", "the mean value of answers; “do not know” is left out");
    }

    private List<CardView.Input> inputs(Part part, Inputs inputs) {
        List<CardView.Input> told = new ArrayList<>();
        if (inputs instanceof Inputs.Levels levels) {
            levels.excluded().forEach((level, n) -> told.add(excluded(level, n)));
        } else if (inputs instanceof Inputs.Questions questions) {
            questions.questions().forEach((id, question) -> told.add(question(part, id, question)));
        } else if (inputs instanceof Inputs.Visits visits) {
            visits.visits().stream()
                    .collect(Collectors.groupingBy(VisitScore::figure, TreeMap::new, Collectors.counting()))
                    .forEach((figure, times) -> told.add(new CardView.Input(
                            new Label(times + " 次暗访", times + (times == 1 ? " visit" : " visits")),
                            new Label("每次得分", "each comes to"),
                            printed(figure))));
        } else if (inputs instanceof Inputs.Outcomes outcomes) {
            told.add(count("按时办成", "good and in time", outcomes.inTime()));
            told.add(count("办成但逾期", "good but late", outcomes.late()));
            told.add(count("未办成", "not good", outcomes.other()));
            told.add(count("未结且逾期", "open and overdue", outcomes.overdue()));
        } else if (inputs instanceof Inputs.Marks marks) {
            marks.marks().forEach((id, mark) -> told.add(mark(id, mark)));
        }
        return told;
    }

    private static CardView.Input excluded(int level, long n) {
        return new CardView.Input(
                new Label("申诉成立，剔除差评", "Bad ratings excluded after an appeal"),
                new Label(Words.ZH.level(level) + " " + n + " 次", Words.EN.level(level) + ": " + n),
                "");
    }

    private static CardView.Input count(String zh, String en, long n) {
        return new CardView.Input(new Label(zh, en), new Label("", ""), Long.toString(n));
    }

    private CardView.Input question(Part part, String id, Inputs.Question question) {
        Source source = scheme.sources().get(part.from());
        String form = source instanceof Source.Survey survey
                ? survey.form()
                : source instanceof Source.Ballot ballot ? ballot.form() : "";
        Form.Question asked = scheme.forms().get(form) instanceof Form.One one
                ? one.questions().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElse(null)
                : null;
        Label name = asked == null ? new Label(id, id) : SchemeRows.label(asked.name());
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        if (asked != null && scheme.scales().containsKey(asked.scale())) {
            Objects.requireNonNull(scheme.scales().get(asked.scale())).options().forEach(option -> {
                long count = question.counts().getOrDefault(option.id(), 0L);
                zh.add(option.name().zh() + " " + count);
                en.add(option.name().en() + " " + count);
            });
        }
        return new CardView.Input(
                name, new Label(String.join(" · ", zh), String.join(" · ", en)), printed(question.figure()));
    }

    private CardView.Input mark(String id, Inputs.Mark mark) {
        String share = mark.share() == null ? "--" : mark.share().rounded(4).toPlainString();
        String pool = mark.pool().rounded(4).toPlainString();
        return new CardView.Input(
                new Label(id, id),
                new Label(
                        "点名 " + mark.k() + "，占 " + share + "，全体 " + pool,
                        "named " + mark.k() + ", a share of " + share + ", pool " + pool),
                mark.figure() == null ? "" : mark.figure().rounded(4).toPlainString());
    }

    private CardView.Adjustment adjustment(Adjusted one) {
        Source source = scheme.sources().get(one.adjustment().from());
        List<Label> items = one.adjustment().items().stream()
                .map(item -> source instanceof Source.Ledger ledger
                                && ledger.items().get(item) != null
                        ? SchemeRows.label(
                                Objects.requireNonNull(ledger.items().get(item)).name())
                        : new Label(item, item))
                .toList();
        return new CardView.Adjustment(
                one.adjustment().from(),
                items,
                one.n(),
                printed(one.sum()),
                one.adjustment().least().toPlainString(),
                one.adjustment().most().toPlainString(),
                printed(one.figure()));
    }
}
