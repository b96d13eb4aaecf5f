package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.matter.Moves;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Text;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Honours that are held one after the other. One that rotates goes on to its new holder; one that does not is renewed where the subject
 * holds it still, and not given anew while a rule has the subject's under a measure.
 */
final class Standings {
    private Standings() {}

    /** Whether earlier cases of a flow can keep a subject from having one more. */
    static boolean areLimited(Flow flow) {
        return flow.standing() || flow.states().values().stream().anyMatch(state -> state.again() != null);
    }

    /**
     * Why a subject cannot have one more case of a flow; empty where it can.
     *
     * @param scheme of the flow; null for one of the gateway's own
     * @param there all cases of that flow that the subject has or had
     */
    static Optional<Text> refusal(@Nullable Scheme scheme, Flow flow, List<MatterRow> there, Moves moves, Instant now) {
        List<Matter> ended = new ArrayList<>();
        for (MatterRow row : there) {
            if (!row.isOpen()) {
                ended.add(row.matter());
            } else if (scheme != null
                    && flow.standing()
                    && isUnderMeasure(scheme, row.flow(), row.matter().state(), flow.start())) {
                return Optional.of(new Text(
                        "现有 " + row.number() + " 处于 " + row.matter().state() + "，不再授予",
                        row.number() + " is " + row.matter().state() + "; it is not given anew meanwhile"));
            }
        }
        return moves.notAgainYet(ended, now);
    }

    private static boolean isUnderMeasure(Scheme scheme, String flow, String state, String start) {
        return !state.equals(start)
                && scheme.rules().stream()
                        .map(Rule::effects)
                        .flatMap(List::stream)
                        .anyMatch(effect -> effect instanceof Effect.Move move
                                && move.flow().equals(flow)
                                && (move.to().equals(state) || move.from().contains(state)));
    }

    /** The cases that end since an honour was given anew: those of earlier rounds, not those that share it. */
    static List<MatterRow> replaced(AssessStore.Tables tables, Flow flow, MatterRow given) throws SQLException {
        List<MatterRow> replaced = new ArrayList<>();
        if (!flow.standing()) {
            return replaced;
        }
        boolean amongSubjects = flow.rotates() == Flow.Rotation.SCHEME || flow.rotates() == Flow.Rotation.CATEGORY;
        List<MatterRow> candidates = amongSubjects
                ? tables.matters().open(given.flow())
                : tables.matters()
                        .of(given.scheme(), given.flow(), given.about().subject());
        for (MatterRow old : candidates) {
            if (old.isOpen()
                    && old.scheme().equals(given.scheme())
                    && !old.number().equals(given.number())
                    && !isShared(old, given)
                    && goesOn(flow, old, given)) {
                replaced.add(old);
            }
        }
        return replaced;
    }

    private static boolean goesOn(Flow flow, MatterRow old, MatterRow given) {
        boolean sameSubject = old.about().subject().equals(given.about().subject());
        Flow.Rotation rotates = flow.rotates();
        if (rotates == null) {
            return sameSubject
                    && old.matter().state().equals(flow.start())
                    && flow.start().equals(given.matter().state());
        }
        return switch (rotates) {
            case SCHEME -> true;
            case CATEGORY -> old.about().category().equals(given.about().category());
            case SUBJECT -> sameSubject;
        };
    }

    /** Whether both were given for one round, such as two that share a rank. */
    private static boolean isShared(MatterRow old, MatterRow given) {
        return old.cause().from() == MatterRow.From.RULE
                && given.cause().from() == MatterRow.From.RULE
                && round(old).equals(round(given));
    }

    private static String round(MatterRow row) {
        String detail = row.cause().detail();
        int bar = detail.indexOf('|');
        return bar < 0 ? detail : detail.substring(0, bar);
    }

    /** Where an honour goes that is held no more: the first end of its flow. */
    static String past(Flow flow) {
        return flow.states().entrySet().stream()
                .filter(state -> state.getValue().end())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
