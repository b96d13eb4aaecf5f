package io.hallpulse.domain.assessment.card;

import io.hallpulse.domain.assessment.figure.Adjusted;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.figure.Spread;
import io.hallpulse.domain.assessment.figure.Total;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.scheme.Scheme;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Scorecards as JSON, over which a round's digest is taken: exact fractions as text {@code p/q}, printed figures and intervals as text of the
 * scheme's decimals, nothing where there is no value. The format is told in {@code gateway/domain/src/test/assessment/README.md}.
 */
public final class CardJson {
    private final int decimals;

    private CardJson(int decimals) {
        this.decimals = decimals;
    }

    /** The canonical text of all cards of a round. */
    public static String text(Scheme scheme, List<Scorecard> cards) {
        return CanonicalJson.text(cards.stream().map(card -> of(scheme, card)).toList());
    }

    /** One card as a tree of maps, lists and texts. */
    public static Map<String, Object> of(Scheme scheme, Scorecard card) {
        CardJson json = new CardJson(scheme.score().decimals());
        Map<String, Object> node = new TreeMap<>();
        node.put("subject", card.subject());
        node.put("category", card.category());
        Map<String, Object> parts = new TreeMap<>();
        card.parts().forEach((id, part) -> parts.put(id, json.part(scheme, part)));
        node.put("parts", parts);
        if (!card.total().adjusted().isEmpty()) {
            node.put(
                    "adjust",
                    card.total().adjusted().stream().map(CardJson::adjusted).toList());
        }
        node.put("total", json.total(card.total()));
        node.put("ranking", ranking(card.place()));
        return node;
    }

    private Map<String, Object> part(Scheme scheme, PartFigure part) {
        Map<String, Object> node = new TreeMap<>();
        node.put("formula", part.part().measure().kind().word());
        node.put("weight", Fraction.of(part.part().weight()).toString());
        node.put("n", part.measured().n());
        node.putAll(new InputsJson(decimals).of(part.measured().inputs()));
        if (part.isMissing()) {
            node.put("missing", true);
        } else {
            if (part.part().scaling() != null) {
                put(node, "raw", part.measured().value());
            }
            if (part.figure() != null && part.halfWidths() != null) {
                node.put("interval", interval(part.halfWidths().around(part.figure()), decimals));
            }
        }
        putFigure(node, part.counted(scheme.score()));
        return node;
    }

    private static Map<String, Object> adjusted(Adjusted adjusted) {
        return Map.of(
                "from", adjusted.adjustment().from(),
                "items", adjusted.adjustment().items(),
                "n", adjusted.n(),
                "sum", adjusted.sum().toString(),
                "figure", adjusted.figure().toString());
    }

    private Map<String, Object> total(Total total) {
        Map<String, Object> node = new TreeMap<>();
        node.put("present", total.present().toString());
        node.put("missing", total.missing().toString());
        putFigure(node, total.figure());
        if (total.interval() != null) {
            node.put("interval", interval(total.interval(), decimals));
        }
        return node;
    }

    /** The row of a ranking, also kept of earlier rounds. */
    public static Map<String, Object> ranking(Place place) {
        Map<String, Object> node = new TreeMap<>();
        if (place.rank() != null) {
            node.put("rank", place.rank());
            node.put("of", place.of());
            node.put("fromLast", place.fromLast());
        }
        node.put("listed", place.listed());
        BigDecimal printed = place.printed();
        if (printed == null) {
            node.put("notRanked", place.missing());
        } else {
            node.put("printed", printed.toPlainString());
        }
        put(node, "grade", place.grade());
        put(node, "first", place.first() ? Boolean.TRUE : null);
        put(node, "barred", place.barred().isEmpty() ? null : place.barred());
        put(node, "excluded", place.excluded().isEmpty() ? null : place.excluded());
        put(node, "firm", place.firm());
        put(node, "problems", place.problems().isEmpty() ? null : place.problems());
        return node;
    }

    private void putFigure(Map<String, Object> node, @Nullable Fraction figure) {
        if (figure != null) {
            node.put("figure", figure.toString());
            node.put("printed", figure.rounded(decimals).toPlainString());
        }
    }

    static void put(Map<String, Object> node, String key, @Nullable Object value) {
        if (value != null) {
            node.put(key, value instanceof Fraction fraction ? fraction.toString() : value);
        }
    }

    static List<String> interval(Spread spread, int decimals) {
        Spread printed = spread.rounded(decimals);
        return List.of(printed.low().toPlainString(), printed.high().toPlainString());
    }
}
