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
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The honours of a counted round: what its rules will open once it is published, so that they can be signed before that. Cases that are there
 * already say how each stands; what was not opened after all, or was taken back since, is none.
 */
final class Honours {
    private Honours() {}

    /**
     * By flow in the order in which they are named, then by rank.
     *
     * @param flows ids of those that are wanted
     * @param cases that this round has opened; none before it is published
     * @param awaited whether a case of a flow, of a subject, is still to be opened, see {@link RoundSheet#of}
     */
    static List<PublicCase> of(
            CountedRound counted,
            List<String> flows,
            Collection<PublicCase> cases,
            BiPredicate<String, String> awaited) {
        List<Consequence> consequences = Rules.published(counted.round(), counted.facts(), counted.places());
        List<PublicCase> honours = new ArrayList<>();
        for (String flow : flows) {
            for (Consequence one : consequences) {
                if (one.effect() instanceof Effect.Open open && open.flow().equals(flow) && !one.withheld()) {
                    Optional<PublicCase> honour = cases.stream()
                            .filter(there ->
                                    there.flow().equals(flow) && there.subject().equals(one.subject()))
                            .findFirst();
                    if (honour.isEmpty() && awaited.test(flow, one.subject())) {
                        honour = Optional.of(proposed(counted, one, open));
                    }
                    honour.filter(given -> !open.to().isHeld()
                                    || isNamed(given, counted.round().scheme().privacy()))
                            .ifPresent(honours::add);
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
