package io.hallpulse.domain.assessment.scheme;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether the sections of a scheme, each of which is well formed, fit together: names that lead nowhere, weights that are not 100. */
public final class SchemeCheck {
    private SchemeCheck() {}

    /** All that does not fit; empty for a scheme that may be used. */
    public static List<SchemeFault> of(Scheme scheme) {
        SchemeFaults faults = new SchemeFaults();
        SourceCheck.of(scheme, faults);
        ScoreCheck.of(scheme, faults);
        RankingCheck.of(scheme, faults);
        scheme.flows().forEach((id, flow) -> FlowCheck.of(id, flow, faults));
        scheme.rules().forEach(rule -> new RuleCheck(scheme, rule, faults).check());
        scheme.publications().forEach(publication -> PublicationCheck.of(scheme, publication, faults));
        return faults.found();
    }

    /** All items of ledgers, as {@code ledger.item}. */
    static Set<String> items(Scheme scheme) {
        Set<String> items = new LinkedHashSet<>();
        scheme.sources().forEach((id, source) -> {
            if (source instanceof Source.Ledger ledger) {
                ledger.items().keySet().forEach(item -> items.add(new ItemName(id, item).toString()));
            }
        });
        return items;
    }
}
