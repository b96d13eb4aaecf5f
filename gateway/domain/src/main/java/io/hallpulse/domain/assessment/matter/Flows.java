package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.Flow;
import java.util.Objects;

/** Looks into flows that were checked: what they name is there. */
final class Flows {
    private Flows() {}

    static Flow.State state(Flow flow, String id) {
        return Objects.requireNonNull(flow.states().get(id), id);
    }
}
