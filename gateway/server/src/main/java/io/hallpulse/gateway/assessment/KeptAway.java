package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Inspector;
import io.hallpulse.domain.directory.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may not make a visit any more that the lot gave to them: removed since, without the role, or tied to the subject. One thread. */
final class KeptAway {
    private final Scheme scheme;
    private final RoundSources sources;
    private final Map<String, Inspector> present;
    private final Map<String, Set<String>> names = new HashMap<>();

    KeptAway(Scheme scheme, RoundSources sources) {
        this.scheme = scheme;
        this.sources = sources;
        this.present = sources.inspectors().stream().collect(Collectors.toMap(Inspector::name, Function.identity()));
    }

    /** Why; empty where the visit is somebody's who may still make it. */
    Optional<Text> why(VisitRow row) {
        Inspector inspector = present.get(String.valueOf(row.inspector()));
        if (inspector == null) {
            return Optional.of(new Text("账号已删除，或已没有评议角色", "is removed, or has no role in assessments any more"));
        }
        List<AssessmentRole> by =
                scheme.sources().get(row.visit().source()) instanceof Source.Visits visits ? visits.by() : List.of();
        if (inspector.roles().stream().noneMatch(by::contains)) {
            String roles = by.stream().map(AssessmentRole::word).collect(Collectors.joining(", "));
            return Optional.of(new Text("已没有角色 " + roles, "has the role " + roles + " no more"));
        }
        Set<String> ofSubject =
                names.computeIfAbsent(row.visit().subject(), subject -> AssignedVisits.names(sources, scheme, subject));
        return inspector.isTiedTo(ofSubject)
                ? Optional.of(new Text("须回避：本单位，或已申报的利害关系", "is of its unit, or declared an interest in it"))
                : Optional.empty();
    }
}
