package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Rule;
import java.util.Map;

/** What rules that do not wait for a ranking are looked at for. */
public sealed interface Happening {
    /** When such a rule is looked at. */
    Rule.At at();

    /** A second person has verified a fact, or a visit was stated. */
    record FactVerified(Fact fact) implements Happening {
        @Override
        public Rule.At at() {
            return Rule.At.FACT;
        }
    }

    /** A case came to a state. */
    record CaseMoved(String flow, String state) implements Happening {
        @Override
        public Rule.At at() {
            return Rule.At.CASE;
        }
    }

    /**
     * A week is over.
     *
     * @param facts how many there were of each item; none where it is absent
     */
    record WeekEnded(Map<ItemName, Integer> facts) implements Happening {
        public WeekEnded {
            facts = Map.copyOf(facts);
        }

        @Override
        public Rule.At at() {
            return Rule.At.WEEK;
        }
    }
}
