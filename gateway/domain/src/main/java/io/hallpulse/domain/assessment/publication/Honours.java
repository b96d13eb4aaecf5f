package io.hallpulse.domain.assessment.publication;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.rule.Consequence;
import io.hallpulse.domain.assessment.rule.Rules;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Privacy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The honours of a counted round: what its rules will open once it is published, so that they can be signed before that. Cases that are there
 * already say how each stands.
 */
final class Honours {
    private Honours() {}

    /**
     * By flow in the order in which they are named, then by rank.
     *
     * @param flows ids of those that are wanted
     * @param cases that this round has opened; none before it is published
     */
    static List<PublicCase> of(CountedRound counted, List<String> flows, Collection<PublicCase> cases) {
        List<Consequence> consequences = Rules.published(counted.round(), counted.facts(), counted.places());
        List<PublicCase> honours = new ArrayList<>();
        for (String flow : flows) {
            for (Consequence one : consequences) {
                if (one.effect() instanceof Effect.Open open && open.flow().equals(flow) && !one.withheld()) {
                    PublicCase honour = cases.stream()
                            .filter(there ->
                                    there.flow().equals(flow) && there.subject().equals(one.subject()))
                            .findFirst()
                            .orElseGet(() -> proposed(counted, one, open));
                    if (!open.to().isHeld()
                            || isNamed(honour, counted.round().scheme().privacy())) {
                        honours.add(honour);
                    }
                }
            }
        }
        return honours;
    }

    /** Whether the person whom something is about is named in public; an honour of somebody who is not is left out as a whole. */
    static boolean isNamed(PublicCase of, Privacy privacy) {
        return of.person() != null
                && (privacy.persons() == Privacy.Persons.CARD
                        || (privacy.persons() == Privacy.Persons.CONSENT && of.consents()));
    }

    private static PublicCase proposed(CountedRound counted, Consequence one, Effect.Open open) {
        Flow flow = counted.round().scheme().flows().get(open.flow());
        return new PublicCase(
                open.flow(),
                one.subject(),
                flow == null ? "" : flow.start(),
                "",
                null,
                open.to().isHeld() ? one.holder() : null,
                false);
    }
}
