package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.matter.Moves;
import io.hallpulse.domain.assessment.matter.Outcome;
import io.hallpulse.domain.assessment.matter.Person;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Cases as far as somebody sees them, with what this person may do next. Any thread. */
final class SeenMatters {
    private static final int AT_ONCE = 200;

    private final AssessStore store;
    private final RoundSources sources;
    private final MatterWork work;
    private final InstantSource clock;

    SeenMatters(AssessStore store, RoundSources sources, MatterWork work, InstantSource clock) {
        this.store = store;
        this.sources = sources;
        this.work = work;
        this.clock = clock;
    }

    /** A case with its log, for somebody; empty where this person does not see it, or there is none. */
    Optional<Matters.Seen> find(Caller by, String number) {
        return store.read(tables -> {
            Optional<MatterRow> row = tables.matters().find(number);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            Flow flow = work.flows().of(tables, row.get());
            Set<AssessmentRole> roles = CaseRoles.of(by, row.get(), sources);
            return CaseRoles.sees(roles, row.get(), flow)
                    ? Optional.of(new Matters.Seen(
                            row.get(),
                            flow,
                            tables.matterLog().of(number),
                            ways(by.name(), roles, row.get(), flow),
                            mayExtend(roles, row.get(), flow),
                            CaseRatings.of(tables, number)))
                    : Optional.empty();
        });
    }

    private static List<Matters.Way> ways(String name, Set<AssessmentRole> roles, MatterRow row, Flow flow) {
        Matter.Waiting waiting = row.matter().waiting();
        Map<String, Flow.Transition> next = row.isOpen()
                ? Objects.requireNonNull(flow.states().get(row.matter().state()))
                        .next()
                : Map.of();
        List<Matters.Way> ways = new ArrayList<>();
        next.forEach((id, way) -> {
            boolean seconds = waiting != null && waiting.transition().equals(id);
            List<AssessmentRole> wanted = seconds ? way.seconds() : way.by();
            if (wanted.stream().anyMatch(roles::contains)
                    && !(seconds && waiting != null && waiting.person().equals(name))) {
                ways.add(new Matters.Way(id, way, seconds));
            }
        });
        return ways;
    }

    private boolean mayExtend(Set<AssessmentRole> roles, MatterRow row, Flow flow) {
        Moves moves = work.moves(row.about(), flow);
        return row.isOpen()
                && moves.extend(row.matter(), new Person("", roles), clock.instant()) instanceof Outcome.Moved;
    }

    /**
     * Some cases that a person sees, the newest first.
     *
     * @param before the number of the last one that was seen; empty for the newest
     */
    List<Matters.Seen> list(Caller by, Matters.Filter filter, String before, int limit) {
        if (CaseRoles.all(by).isEmpty()) {
            return List.of();
        }
        return store.read(tables -> {
            List<Matters.Seen> found = new ArrayList<>();
            Map<String, Flow> flows = new LinkedHashMap<>();
            int year = before.isEmpty() ? Integer.MAX_VALUE : year(before);
            int n = before.isEmpty() ? Integer.MAX_VALUE : inYear(before);
            Instant now = clock.instant();
            while (found.size() < limit) {
                List<MatterRow> some = tables.matters().before(year, n, filter.open(), AT_ONCE);
                if (some.isEmpty()) {
                    break;
                }
                for (MatterRow row : some) {
                    year = year(row.number());
                    n = inYear(row.number());
                    if (filter.has(row) && found.size() < limit) {
                        add(tables, found, flows, by, row, filter, now);
                    }
                }
            }
            return found;
        });
    }

    private void add(
            AssessStore.Tables tables,
            List<Matters.Seen> found,
            Map<String, Flow> flows,
            Caller by,
            MatterRow row,
            Matters.Filter filter,
            Instant now)
            throws SQLException {
        String key = row.scheme() + "/" + row.version() + "/" + row.flow();
        Flow known = flows.get(key);
        Flow flow = known == null ? work.flows().of(tables, row) : known;
        flows.put(key, flow);
        Set<AssessmentRole> roles = CaseRoles.of(by, row, sources);
        List<Matters.Way> ways = ways(by.name(), roles, row, flow);
        if (CaseRoles.sees(roles, row, flow)
                && (!filter.overdue() || (row.isOpen() && row.matter().isOverdue(flow, now)))
                && (!filter.mine() || !ways.isEmpty())) {
            found.add(new Matters.Seen(row, flow, List.of(), ways, mayExtend(roles, row, flow), CaseRatings.NONE));
        }
    }

    private static int year(String number) {
        return part(number, 0);
    }

    private static int inYear(String number) {
        return part(number, 1);
    }

    private static int part(String number, int place) {
        if (!number.matches("[0-9]{4}-[0-9]{4,9}")) {
            throw new AssessRefused(Reason.WRONG, "'" + number + "' is no number of a case such as 2026-0412");
        }
        return Integer.parseInt(number.split("-", 2)[place]);
    }
}
