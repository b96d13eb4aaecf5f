package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.runtime.config.YamlValue;
import java.math.BigDecimal;
import java.util.List;

/** Reads how figures become ranks and a list. */
final class RankingReader {
    private static final int MANY = 1_000_000;

    private final Values values;

    RankingReader(Values values) {
        this.values = values;
    }

    Ranking ranking(YamlValue value) {
        Section section = values.section(value, "within order ties list", "breakBy first bar firm");
        section.readOrNull("ties", one -> {
            values.only(one, "share");
            return one;
        });
        return new Ranking(
                section.read("within", one -> values.word(one, Ranking.Within.class), Ranking.Within.SCHEME),
                section.read("order", one -> values.word(one, Ranking.Order.class), Ranking.Order.BEST_FIRST),
                section.read("list", this::listing, new Ranking.Listing(new Ranking.Take.Each(1), Ranking.Edge.BREAK)),
                section.read(
                        "breakBy",
                        one -> values.ids(one).stream()
                                .map(RankingReader::tieBreak)
                                .toList(),
                        List.of()),
                section.read("first", values::items, List.of()),
                section.read("bar", values::items, List.of()),
                section.readOrNull("firm", this::firm));
    }

    private static Ranking.TieBreak tieBreak(String id) {
        return switch (id) {
            case "contacts" -> new Ranking.TieBreak.Contacts();
            case "services" -> new Ranking.TieBreak.Services();
            case "previous" -> new Ranking.TieBreak.Previous();
            default -> new Ranking.TieBreak.ByPart(id);
        };
    }

    private Ranking.Listing listing(YamlValue value) {
        Section section = values.section(value, "take", "spread edge");
        Ranking.Take take = section.read("take", this::take, new Ranking.Take.Each(1));
        if (section.has("spread")) {
            section.readOrNull("spread", one -> {
                values.only(one, "proportional");
                return one;
            });
            if (take instanceof Ranking.Take.Each all) {
                take = new Ranking.Take.Spread(all.places());
            } else {
                values.fault(value, "places by category cannot be spread too; write take: 100, or leave out spread");
            }
        }
        return new Ranking.Listing(
                take, section.read("edge", one -> values.word(one, Ranking.Edge.class), Ranking.Edge.BREAK));
    }

    private Ranking.Take take(YamlValue value) {
        if (value.isMapping()) {
            return new Ranking.Take.ByCategory(values.eachNamed(value, one -> values.whole(one, 0, MANY)));
        }
        return new Ranking.Take.Each(values.whole(value, 1, MANY));
    }

    private Ranking.Firm firm(YamlValue value) {
        Section section = values.section(value, "confidence then", "");
        return new Ranking.Firm(
                section.read(
                        "confidence",
                        one -> values.number(one, new BigDecimal("0.5"), new BigDecimal("0.999")),
                        new BigDecimal("0.95")),
                section.read("then", one -> values.word(one, Ranking.Then.class), Ranking.Then.MARK));
    }
}
