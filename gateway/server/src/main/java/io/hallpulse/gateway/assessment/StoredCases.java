package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Word;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is public of the cases that are stored. Inside a transaction. */
final class StoredCases implements PublicCases {
    private final FlowBook flows;
    private final RoundSources sources;

    StoredCases(FlowBook flows, RoundSources sources) {
        this.flows = flows;
        this.sources = sources;
    }

    @Override
    public List<PublicCase> of(AssessStore.Tables tables, RoundRow round, List<String> wanted, boolean opened)
            throws SQLException {
        List<PublicCase> found = new ArrayList<>();
        Instant begins = AssessedPeriod.parse(round.period())
                .from()
                .atStartOfDay(sources.zone())
                .toInstant();
        for (String flow : wanted) {
            for (MatterRow row : tables.matters().of(round.scheme(), flow)) {
                boolean isThere = opened
                        ? row.cause().from() == MatterRow.From.RULE
                                && row.cause().detail().startsWith(round.name() + "|")
                                && !isTakenBack(tables, row)
                        : isTakenUp(flows.of(tables, row), row.matter())
                                && (row.isOpen() || !row.matter().since().isBefore(begins));
                if (isThere && row.measure().isEmpty()) {
                    found.add(shown(tables, row));
                }
            }
        }
        return found;
    }

    /** Whether a person ended it, such as by revoking it; what its time or the next holder ended was held until then. */
    private static boolean isTakenBack(AssessStore.Tables tables, MatterRow row) throws SQLException {
        return !row.isOpen()
                && tables.matterLog().of(row.number()).stream()
                        .filter(entry -> !entry.from().equals(entry.to()))
                        .reduce((earlier, later) -> later)
                        .filter(entry -> entry.kind() == MatterEntry.Kind.MOVED)
                        .isPresent();
    }

    /** Whether somebody took it up: what is only claimed, or was refused, is on no board. */
    private static boolean isTakenUp(Flow flow, Matter matter) {
        Flow.State state = Objects.requireNonNull(flow.states().get(matter.state()));
        return !matter.state().equals(flow.start())
                && (!state.end()
                        || flow.states().values().stream()
                                .flatMap(from -> from.next().values().stream())
                                .anyMatch(way -> way.to().equals(matter.state()) && way.fact() != null));
    }

    private static PublicCase shown(AssessStore.Tables tables, MatterRow row) throws SQLException {
        MatterRow.Addressee to = row.addressee();
        boolean isOfPerson = Word.of(Post.class, to.post()).filter(Post::isHeld).isPresent()
                && !to.holder().isEmpty();
        return new PublicCase(
                row.flow(),
                row.about().subject(),
                row.matter().state(),
                row.title(),
                row.matter().own(),
                isOfPerson ? to.holder() : null,
                tables.matterLog().of(row.number()).stream()
                        .anyMatch(entry -> entry.attested().contains(Flow.Need.CONSENT)));
    }
}
