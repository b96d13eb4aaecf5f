package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.figure.Adjusted;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.figure.Spread;
import io.hallpulse.domain.assessment.ranking.Doubt;
import io.hallpulse.domain.assessment.ranking.EdgeTie;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.rule.Consequence;
import io.hallpulse.domain.assessment.rule.Rules;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.RankingView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ranking of a counted round as its page shows it. */
final class RankingRows {
    /** Rounds of a small history. */
    private static final int HISTORY = 6;

    private final RoundReader.Result result;
    private final CountedRound counted;
    private final Scheme scheme;
    private final Map<String, Scorecard> cards;

    RankingRows(RoundReader.Result result) {
        this.result = result;
        this.counted = result.counted();
        this.scheme = result.scheme();
        this.cards = counted.cards().stream().collect(Collectors.toMap(Scorecard::subject, card -> card));
    }

    RankingView view() {
        List<EarlierRound> history = history();
        List<EdgeTie> ties = EdgeTie.of(
                counted.round(), id -> Objects.requireNonNull(cards.get(id)).parts(), counted.places());
        List<RankingView.League> leagues = new ArrayList<>();
        for (List<FrozenSubject> league : counted.round().leagues()) {
            if (!league.isEmpty()) {
                leagues.add(league(league, ties, history));
            }
        }
        return new RankingView(
                result.row().scheme(),
                result.row().period(),
                SchemeRows.label(scheme.name()),
                result.row().state().word(),
                counted.digest(),
                Stream.concat(
                                history.stream().map(EarlierRound::period),
                                Stream.of(result.row().period()))
                        .toList(),
                leagues,
                result.row().state() == RoundState.PUBLISHED ? List.of() : proposals());
    }

    private List<EarlierRound> history() {
        List<EarlierRound> all = counted.round().history();
        return all.subList(Math.max(0, all.size() - HISTORY + 1), all.size());
    }

    private RankingView.League league(List<FrozenSubject> league, List<EdgeTie> ties, List<EarlierRound> history) {
        boolean whole = scheme.ranking().within() == Ranking.Within.SCHEME;
        String category = league.get(0).category();
        List<Part> parts = whole ? scheme.score().parts() : scheme.score().partsOf(category);
        List<Scorecard> sorted = league.stream()
                .map(subject -> Objects.requireNonNull(cards.get(subject.id())))
                .sorted(Comparator.comparing(RankingRows::rank).thenComparing(Scorecard::subject))
                .toList();
        Set<String> doubtful = doubtful(sorted);
        Set<String> ids = sorted.stream().map(Scorecard::subject).collect(Collectors.toCollection(HashSet::new));
        return new RankingView.League(
                whole ? new Label("全部对象", "All subjects") : RoundCockpit.category(scheme, category),
                parts.stream()
                        .map(part -> new RankingView.Column(
                                part.id(),
                                part.measure().kind().word(),
                                part.weight().toPlainString()))
                        .toList(),
                sorted.stream()
                        .filter(card -> card.place().rank() != null)
                        .map(card -> row(card, parts, doubtful.contains(card.subject()), history))
                        .toList(),
                ties.stream()
                        .filter(tie -> ids.contains(tie.listed().get(0)))
                        .map(this::tie)
                        .toList(),
                sorted.stream()
                        .filter(card -> card.place().rank() == null)
                        .map(card -> new RankingView.Apart(card.subject(), name(card.subject()), lacks(card)))
                        .toList());
    }

    private static int rank(Scorecard card) {
        return Objects.requireNonNullElse(card.place().rank(), Integer.MAX_VALUE);
    }

    private static Set<String> doubtful(List<Scorecard> league) {
        Map<String, Spread> intervals = new HashMap<>();
        for (Scorecard card : league) {
            Spread interval = card.total().interval();
            if (interval != null && card.place().rank() != null) {
                intervals.put(card.subject(), interval);
            }
        }
        return Doubt.of(intervals);
    }

    private Label name(String subject) {
        return SchemeRows.label(result.names().getOrDefault(subject, new Name(subject, subject)));
    }

    private RankingView.Row row(Scorecard card, List<Part> parts, boolean doubtful, List<EarlierRound> history) {
        Place place = card.place();
        List<String> kept = new ArrayList<>(place.barred());
        kept.addAll(place.excluded());
        List<@Nullable BigDecimal> figures = new ArrayList<>();
        for (EarlierRound round : history) {
            Place then = round.annulled() ? null : round.places().get(card.subject());
            figures.add(then == null ? null : then.printed());
        }
        figures.add(place.printed());
        return new RankingView.Row(
                card.subject(),
                name(card.subject()),
                rank(card),
                SchemeRows.shown(place.printed()),
                interval(scheme, card.total().interval()),
                doubtful,
                place.listed(),
                place.firm(),
                place.first(),
                grade(scheme, place.grade()),
                kept,
                parts.stream().map(part -> cell(card.parts().get(part.id()))).toList(),
                adjusted(card),
                figures);
    }

    static String interval(Scheme scheme, @Nullable Spread interval) {
        if (interval == null) {
            return "";
        }
        Spread printed = interval.rounded(scheme.score().decimals());
        return printed.low().toPlainString() + "–" + printed.high().toPlainString();
    }

    static @Nullable Label grade(Scheme scheme, @Nullable String id) {
        return scheme.score().grades().stream()
                .filter(grade -> grade.id().equals(id))
                .map(Score.Grade::name)
                .map(SchemeRows::label)
                .findFirst()
                .orElse(null);
    }

    private RankingView.Cell cell(@Nullable PartFigure part) {
        return part == null
                ? new RankingView.Cell("—", 0)
                : new RankingView.Cell(
                        SchemeRows.shown(part.printed(scheme.score().decimals())),
                        part.measured().n());
    }

    private String adjusted(Scorecard card) {
        List<Adjusted> some =
                card.total().adjusted().stream().filter(one -> one.n() > 0).toList();
        return some.stream()
                .map(one -> signed(one.figure().rounded(scheme.score().decimals())))
                .collect(Collectors.joining(" "));
    }

    private static String signed(BigDecimal points) {
        return (points.signum() > 0 ? "+" : "") + points.toPlainString();
    }

    static List<RankingView.Lack> lacks(Scorecard card) {
        return card.parts().values().stream()
                .filter(PartFigure::isMissing)
                .sorted(Comparator.comparing(part -> part.part().id()))
                .map(part -> new RankingView.Lack(
                        part.part().id(),
                        part.part().measure().kind().word(),
                        part.measured().n(),
                        part.part().minimum()))
                .toList();
    }

    private RankingView.Tie tie(EdgeTie tie) {
        return new RankingView.Tie(
                tie.rank(),
                tie.listed().stream().map(this::name).toList(),
                tie.left().stream().map(this::name).toList(),
                by(tie.by()));
    }

    private static Label by(Ranking.@Nullable TieBreak by) {
        if (by instanceof Ranking.TieBreak.ByPart part) {
            return new Label("计分项 " + part.part() + " ", "the part " + part.part());
        }
        if (by instanceof Ranking.TieBreak.Previous) {
            return new Label("上一轮名次", "the rank in the round before");
        }
        if (by instanceof Ranking.TieBreak.Services) {
            return new Label("办理件数", "the number of services");
        }
        return by instanceof Ranking.TieBreak.Contacts
                ? new Label("服务人数", "the number of people served")
                : new Label("种子算出的签", "the ticket of the seed");
    }

    private List<RankingView.Proposal> proposals() {
        return Rules.published(counted.round(), counted.facts(), counted.places()).stream()
                .map(this::proposal)
                .toList();
    }

    private RankingView.Proposal proposal(Consequence one) {
        return new RankingView.Proposal(
                one.rule(),
                one.subject(),
                name(one.subject()),
                does(one),
                Objects.requireNonNullElse(one.holder(), ""),
                one.withheld());
    }

    private Label does(Consequence one) {
        if (one.effect() instanceof Effect.Open open) {
            Label flow = flow(open.flow());
            String measure = open.propose();
            return measure == null
                    ? new Label("发起“" + flow.zh() + "”", "opens " + flow.en())
                    : new Label("提出“" + measure + "”，由两人决定", "proposes " + measure + ", decided by two");
        }
        if (one.effect() instanceof Effect.Move move) {
            Label flow = flow(move.flow());
            return new Label("“" + flow.zh() + "”转为 " + move.to(), "moves " + flow.en() + " to " + move.to());
        }
        if (one.effect() instanceof Effect.Points points) {
            String worth = one.points() == null ? "0" : one.points().rounded(2).toPlainString();
            return new Label("记入 " + points.into() + "：" + worth + " 分", worth + " points into " + points.into());
        }
        return new Label("本轮不上榜", "is left out of the list");
    }

    private Label flow(String id) {
        Flow flow = scheme.flows().get(id);
        return flow == null ? new Label(id, id) : SchemeRows.label(flow.name());
    }
}
