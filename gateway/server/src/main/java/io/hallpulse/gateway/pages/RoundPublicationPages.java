package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.PublicationRow;
import io.hallpulse.gateway.assessment.PublicationState;
import io.hallpulse.gateway.assessment.Publications;
import io.hallpulse.gateway.assessment.Publications.Standing;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.Signed;
import io.hallpulse.web.publication.RoundPublicationView;
import io.hallpulse.web.publication.RoundPublicationsView;
import io.hallpulse.web.publication.RoundPublicationsView.Line;
import io.hallpulse.web.publication.SheetView;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The pages on which publications are drawn up, read, signed, shown, corrected and withdrawn. Who does not see figures before they are published
 * sees here what the own unit was shown.
 */
final class RoundPublicationPages implements Routes {
    private static final String ALL = "/console/publications";
    private static final String ONE = ALL + "/{scheme}/{period}/{publication}";
    private static final int MOST_BYTES = 8 * 1024;

    private final AssessmentFrame assessing;

    RoundPublicationPages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(ALL, Access.ASSESSMENT, this::list);
        routes.get(ONE, Access.ASSESSMENT, context -> one(context, null));
        routes.post(ONE, Access.ASSESSMENT, MOST_BYTES, this::act);
    }

    /** The unit of the person who asks; empty for none. */
    private static String unit(Context context) {
        String unit = SignedIn.of(context).caller().ties().unit();
        return unit == null ? "" : unit;
    }

    /** Those of its sheets that a person may see now. */
    private static List<PublicationRow> seen(Context context, Standing standing) {
        return AssessmentFrame.seesFigures(AssessmentFrame.signer(context))
                ? standing.rows()
                : standing.rows().stream()
                        .filter(row -> row.state() == PublicationState.LIVE
                                && (row.unit().isEmpty() || row.unit().equals(unit(context))))
                        .toList();
    }

    private static boolean isSeen(Context context, Standing standing) {
        return AssessmentFrame.seesFigures(AssessmentFrame.signer(context))
                || !seen(context, standing).isEmpty();
    }

    private void list(Context context) {
        List<RoundPublicationsView.Round> rounds = new ArrayList<>();
        Optional<Assessments.Room> room = assessing.room();
        if (room.isPresent()) {
            room.get().rounds().all().stream()
                    .filter(round -> round.state().isCounted())
                    .sorted(Comparator.comparing(RoundRow::sinceMillis).reversed())
                    .forEach(round -> rounds.add(round(context, room.get(), round)));
        }
        rounds.removeIf(round -> round.lines().isEmpty());
        Frames.answer(context, "publication/rounds", assessing.of(context), new RoundPublicationsView(rounds));
    }

    private static RoundPublicationsView.Round round(Context context, Assessments.Room room, RoundRow round) {
        return new RoundPublicationsView.Round(
                round.scheme(),
                round.period(),
                SchemeRows.label(
                        room.reader().scheme(round.scheme(), round.period()).name()),
                round.state().word(),
                room.publications().of(round.scheme(), round.period()).stream()
                        .filter(standing -> isSeen(context, standing))
                        .map(RoundPublicationPages::line)
                        .toList());
    }

    private static Line line(Standing standing) {
        Publication publication = standing.publication();
        return new Line(
                publication.id(),
                publication.show().word(),
                publication.audience().stream()
                        .map(Publication.Audience::word)
                        .sorted()
                        .toList(),
                standing.state().word(),
                standing.rows().size(),
                standing.signing().given().stream()
                        .map(one -> new Signed(one.role().word(), one.who()))
                        .toList(),
                standing.state() == PublicationState.CHECKED
                        ? standing.signing().next().map(AssessmentRole::word).orElse("")
                        : "");
    }

    private void one(Context context, @Nullable Refusal refusal) {
        Assessments.Room room = assessing.require();
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        RoundRow round = AssessmentFrame.read(() -> room.rounds().standing(scheme, period))
                .round();
        Standing standing = AssessmentFrame.read(() -> room.publications().of(scheme, period)).stream()
                .filter(one -> one.publication().id().equals(context.pathParam("publication")) && isSeen(context, one))
                .findFirst()
                .orElseThrow(() -> new NotFoundResponse("this round has no such publication for you"));
        Frames.answer(
                context, "publication/round", assessing.of(context), view(context, room, round, standing, refusal));
    }

    private static RoundPublicationView view(
            Context context, Assessments.Room room, RoundRow round, Standing standing, @Nullable Refusal refusal) {
        List<PublicationRow> rows = seen(context, standing);
        String asked = Optional.ofNullable(context.queryParam("unit")).orElse("");
        Optional<PublicationRow> shown = rows.stream()
                .filter(row -> row.unit().equals(asked))
                .findFirst()
                .or(() -> rows.stream().findFirst());
        Optional<String> stored = shown.flatMap(row -> room.publications().sheet(row.digest()));
        String content = stored.orElseGet(() -> round.state().isCounted()
                ? AssessmentFrame.read(() -> room.publications()
                        .preview(
                                round.scheme(),
                                round.period(),
                                standing.publication().id(),
                                ""))
                : "");
        SheetView sheet = content.isEmpty() ? null : SheetCells.of(content);
        return new RoundPublicationView(
                round.scheme(),
                round.period(),
                SchemeRows.label(
                        room.reader().scheme(round.scheme(), round.period()).name()),
                round.state().word(),
                line(standing),
                acts(AssessmentFrame.signer(context), round, standing),
                standing.digest(),
                rows.stream().map(row -> new Label(row.unit(), row.unit())).toList(),
                rows.stream().map(PublicationRow::unit).toList(),
                shown.map(PublicationRow::unit).orElse(""),
                sheet,
                stored.isPresent(),
                standing.publication().isPublic() && standing.state() == PublicationState.LIVE
                        ? shown.map(PublicationRow::digest).orElse("")
                        : "",
                AssessmentFrame.seesFigures(AssessmentFrame.signer(context))
                        ? standing.before().stream()
                                .map(row -> new RoundPublicationView.Before(
                                        row.digest(), row.unit(), row.state().word(), row.reason()))
                                .toList()
                        : List.of(),
                refusal);
    }

    /** What a person may do with it now; the room itself decides once it is asked. */
    private static List<String> acts(Signer who, RoundRow round, Standing standing) {
        boolean isOrganiser = who.roles().contains(AssessmentRole.ORGANISER);
        List<String> acts = new ArrayList<>();
        if (isOrganiser && round.state().isCounted() && !standing.state().isSigned()) {
            acts.add("prepare");
        }
        if (standing.state() == PublicationState.CHECKED
                && standing.signing().refusal(who.name(), who.roles()).isEmpty()) {
            acts.add("approve");
        }
        if (isOrganiser && standing.state() == PublicationState.APPROVED && round.state() == RoundState.PUBLISHED) {
            acts.add("live");
        }
        if (isOrganiser && standing.state() == PublicationState.LIVE) {
            acts.add("correct");
        }
        if (standing.state() != PublicationState.DRAFT
                && standing.publication().approve().stream()
                        .anyMatch(role -> who.roles().contains(role))) {
            acts.add("withdraw");
        }
        return acts;
    }

    private void act(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Publications publications = assessing.require().publications();
        Optional<Refusal> refusal = AssessmentFrame.change(
                context, () -> done(publications, AssessmentFrame.signer(context), context, form));
        if (refusal.isPresent()) {
            one(context, refusal.get());
        } else {
            context.redirect(context.pathParam("publication"), HttpStatus.SEE_OTHER);
        }
    }

    private static CompletableFuture<PublicationState> done(
            Publications publications, Signer by, Context context, Form form) {
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        String publication = context.pathParam("publication");
        return switch (form.text("do")) {
            case "prepare" -> publications.prepare(by, scheme, period, publication);
            case "approve" -> publications.approve(by, scheme, period, publication, form.text("digest"));
            case "live" -> publications.live(by, scheme, period, publication);
            case "correct" -> publications.correct(by, scheme, period, publication, form.text("reason"));
            case "withdraw" -> publications.withdraw(by, scheme, period, publication, form.text("reason"));
            default -> throw new BadRequestResponse("'do' is prepare, approve, live, correct or withdraw");
        };
    }
}
