package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.FactRow;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.Frame;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages of a counted round: its ranking, and the scorecard of each subject. Before a round is published they are for those who see
 * figures; whom a card is about sees that card too, once it is counted, and no other.
 */
final class RankingPages implements Routes {
    private static final int FACTS = 300;

    private final AssessmentFrame assessing;

    RankingPages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(RoundPages.ROUND + "/ranking", Access.ASSESSMENT, this::ranking);
        routes.get(RoundPages.ROUND + "/card", Access.ASSESSMENT, this::card);
    }

    private static RoundReader.Result result(Assessments.Room room, Context context) {
        return AssessmentFrame.read(
                () -> room.reader().result(context.pathParam("scheme"), context.pathParam("period")));
    }

    private void ranking(Context context) {
        Assessments.Room room = assessing.require();
        if (!AssessmentFrame.seesFigures(AssessmentFrame.signer(context))) {
            throw new ForbiddenResponse("figures are seen by others once they are published");
        }
        Frames.answer(
                context, "assessment/ranking", assessing.of(context), new RankingRows(result(room, context)).view());
    }

    private void card(Context context) {
        Frame frame = assessing.of(context);
        Assessments.Room room = assessing.require();
        Signer by = AssessmentFrame.signer(context);
        boolean seesAll = AssessmentFrame.seesFigures(by);
        String subject = Optional.ofNullable(context.queryParam("subject")).orElse("");
        RoundReader reader = room.reader();
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        boolean isOwn = AssessmentFrame.read(() -> reader.subjects(scheme, period)).stream()
                .map(RoundReader.Subject::subject)
                .anyMatch(one ->
                        one.id().equals(subject) && isOwn(SignedIn.of(context).caller(), one));
        if (!seesAll && !isOwn) {
            throw new ForbiddenResponse("other cards are seen once they are published; ask for your own");
        }
        RoundReader.Result result = result(room, context);
        Scorecard card = result.counted().cards().stream()
                .filter(one -> one.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("the round has no subject '" + subject + "'"));
        List<FactRow> facts = facts(reader, scheme, period, subject, seesAll);
        CardRows rows = new CardRows(result, card, seesAll);
        FactLines lines = new FactLines(
                reader, result.row(), result.scheme(), result.names(), by, seesAll, rows.isScoreTold() ? result : null);
        Frames.answer(
                context,
                "assessment/card",
                frame,
                rows.view(
                        assessing.zone(frame),
                        lines.of(facts.stream().limit(FACTS).toList()),
                        facts.size() > FACTS));
    }

    /** The newest facts about a subject, one more than are listed where there are more. What people said is for who sees all. */
    private static List<FactRow> facts(
            RoundReader reader, String scheme, String period, String subject, boolean seesAll) {
        List<FactRow> found = new ArrayList<>();
        long before = 0;
        while (found.size() <= FACTS) {
            List<FactRow> some = reader.facts(scheme, period, RoundReader.Which.ALL, null, subject, before, FACTS + 1);
            some.stream()
                    .filter(fact -> seesAll || !isSaidByPeople(fact.value()))
                    .forEach(found::add);
            if (some.size() <= FACTS) {
                break;
            }
            before = some.get(some.size() - 1).n();
        }
        return found;
    }

    private static boolean isSaidByPeople(FactValue value) {
        return value instanceof FactValue.Levels
                || value instanceof FactValue.Excluded
                || value instanceof FactValue.Answers
                || value instanceof FactValue.AnswerCounts
                || value instanceof FactValue.Naming;
    }

    /** Whether a card is that of a person: of the own unit, or of the window where the person works. */
    private static boolean isOwn(Caller caller, FrozenSubject subject) {
        String unit = caller.ties().unit();
        String staff = caller.ties().staff();
        boolean ofUnit = caller.is(Role.CONTACT) || caller.is(Role.UNIT);
        return (ofUnit && unit != null && subject.unit().equals(unit))
                || (caller.is(Role.STAFF)
                        && staff != null
                        && subject.holder(Post.STAFF).filter(staff::equals).isPresent());
    }
}
