package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What settles ties, who is first, barred and listed. */
final class RankingCheck {
    private static final String RANKING = "ranking";

    private RankingCheck() {}

    static void of(Scheme scheme, SchemeFaults faults) {
        Ranking ranking = scheme.ranking();
        List<String> parts = scheme.score().parts().stream().map(Part::id).toList();
        for (Ranking.TieBreak by : ranking.breakBy()) {
            if (by instanceof Ranking.TieBreak.ByPart part && !parts.contains(part.part())) {
                List<String> known = new ArrayList<>(parts);
                known.addAll(List.of("contacts", "services", "previous"));
                faults.unknown("part", part.part(), known, RANKING, "breakBy");
            }
        }
        items(scheme, ranking.first(), "first", faults);
        items(scheme, ranking.bar(), "bar", faults);
        Ranking.Firm firm = ranking.firm();
        if (firm != null && Ranking.Firm.CONFIDENCES.stream().noneMatch(one -> one.compareTo(firm.confidence()) == 0)) {
            faults.add(
                    firm.confidence() + " is not known here; use one of "
                            + Ranking.Firm.CONFIDENCES.stream()
                                    .map(BigDecimal::toPlainString)
                                    .collect(Collectors.joining(", ")),
                    RANKING,
                    "firm",
                    "confidence");
        }
        Set<String> categories = scheme.subjects().categories().keySet();
        if (ranking.list().take() instanceof Ranking.Take.ByCategory take
                && !take.places().keySet().equals(categories)) {
            faults.add(
                    "names each category or none; give places to each of " + String.join(", ", categories),
                    RANKING,
                    "list",
                    "take");
        }
    }

    private static void items(Scheme scheme, List<ItemName> named, String key, SchemeFaults faults) {
        Set<String> items = SchemeCheck.items(scheme);
        for (ItemName item : named) {
            if (!items.contains(item.toString())) {
                faults.unknown("item", item.toString(), items, RANKING, key);
            }
        }
    }
}
