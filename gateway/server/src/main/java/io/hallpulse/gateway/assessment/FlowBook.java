package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flows that cases run by: those of schemes by version, and the gateway's own. */
final class FlowBook {
    private final Grammar grammar;

    FlowBook(Grammar grammar) {
        this.grammar = grammar;
    }

    /** Whether a scheme's id stands for the gateway itself. */
    static boolean isOwn(String scheme) {
        return scheme.equals(BuiltInFlows.SCHEME);
    }

    /** The flow of a case, as the version of its scheme says. */
    Flow of(AssessStore.Tables tables, MatterRow row) throws SQLException {
        return require(
                isOwn(row.scheme())
                        ? BuiltInFlows.FLOWS
                        : scheme(tables, row).orElseThrow().flows(),
                row.flow());
    }

    /** The scheme of a case; empty where its flow is the gateway's own. */
    Optional<Scheme> scheme(AssessStore.Tables tables, MatterRow row) throws SQLException {
        return isOwn(row.scheme())
                ? Optional.empty()
                : Optional.of(grammar.of(Schemes.require(tables, row.scheme(), row.version())));
    }

    /**
     * One of some flows.
     *
     * @throws AssessRefused where there is none
     */
    static Flow require(Map<String, Flow> flows, String flow) {
        Flow found = flows.get(flow);
        if (found == null) {
            List<String> known = flows.keySet().stream().sorted().toList();
            throw new AssessRefused(
                    Reason.WRONG,
                    "no flow '" + flow + "'; there are " + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        return found;
    }
}
