package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Rounds;
import io.hallpulse.gateway.assessment.SchemeRow;
import io.hallpulse.gateway.assessment.Schemes;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.RoundsView;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The pages of rounds: all of them, and the cockpit of each, from planned to published. */
final class RoundPages implements Routes {
    static final String ROUND = "/console/rounds/{scheme}/{period}";
    private static final int MOST_BYTES = 8 * 1024;

    private final AssessmentFrame assessing;

    RoundPages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/rounds", Access.ASSESSMENT, context -> list(context, "", "", null));
        routes.post("/console/rounds", Access.ASSESSMENT, MOST_BYTES, this::plan);
        routes.get(ROUND, Access.ASSESSMENT, context -> cockpit(context, null));
        routes.post(ROUND, Access.ASSESSMENT, MOST_BYTES, this::step);
    }

    private void list(Context context, String scheme, String period, @Nullable Refusal refusal) {
        Frame frame = assessing.of(context);
        List<RoundsView.Row> rounds = new ArrayList<>();
        List<RoundsView.Choice> schemes = new ArrayList<>();
        Optional<Assessments.Room> room = assessing.room();
        if (room.isPresent()) {
            room.get().rounds().all().forEach(round -> rounds.add(row(room.get(), round)));
            Collections.reverse(rounds); // the newest period of a scheme first
            room.get().schemes().told().stream()
                    .filter(told -> told.row().state() == SchemeRow.State.IN_FORCE)
                    .forEach(told -> schemes.add(choice(told)));
        }
        Frames.answer(
                context,
                "assessment/rounds",
                frame,
                new RoundsView(rounds, schemes, scheme, period, assessing.zone(frame), refusal));
    }

    private static RoundsView.Choice choice(Schemes.Told told) {
        return new RoundsView.Choice(
                told.scheme().id(),
                SchemeRows.label(told.scheme().name()),
                told.scheme().rounds().every().word());
    }

    private static RoundsView.Row row(Assessments.Room room, RoundRow round) {
        Rounds.Standing standing = room.rounds().standing(round.scheme(), round.period());
        Scheme scheme = room.reader().scheme(round.scheme(), round.period());
        RoundStep next = standing.next();
        return new RoundsView.Row(
                round.scheme(),
                round.period(),
                SchemeRows.label(scheme.name()),
                round.state().word(),
                Instant.ofEpochMilli(round.sinceMillis()),
                standing.plan().period().from(),
                standing.plan().period().to(),
                next == null ? "" : next.word(),
                standing.awaits() == null ? "" : standing.awaits().word(),
                standing.blocks().size());
    }

    private void plan(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        String scheme = form.text("scheme").strip();
        String period = form.text("period").strip();
        Rounds rounds = assessing.require().rounds();
        Optional<Refusal> refusal =
                AssessmentFrame.change(context, () -> rounds.plan(AssessmentFrame.signer(context), scheme, period));
        if (refusal.isPresent()) {
            list(context, scheme, period, refusal.get());
        } else {
            context.redirect("rounds/" + scheme + "/" + period, HttpStatus.SEE_OTHER);
        }
    }

    private void cockpit(Context context, @Nullable Refusal refusal) {
        Frame frame = assessing.of(context);
        Assessments.Room room = assessing.require();
        Frames.answer(
                context,
                "assessment/round",
                frame,
                AssessmentFrame.read(() -> RoundCockpit.view(
                        room,
                        context.pathParam("scheme"),
                        context.pathParam("period"),
                        AssessmentFrame.signer(context),
                        refusal)));
    }

    private void step(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Rounds rounds = assessing.require().rounds();
        String period = context.pathParam("period");
        RoundStep step = Word.of(RoundStep.class, form.text("do"))
                .filter(one -> !one.isOfClock())
                .orElseThrow(() -> new BadRequestResponse("'do' is freeze, count, approve, publish or annul"));
        Optional<Refusal> refusal = AssessmentFrame.change(
                context,
                () -> done(rounds, AssessmentFrame.signer(context), context.pathParam("scheme"), period, step, form));
        if (refusal.isPresent()) {
            cockpit(context, refusal.get());
        } else {
            context.redirect(period, HttpStatus.SEE_OTHER);
        }
    }

    private static CompletableFuture<RoundRow> done(
            Rounds rounds, Signer by, String scheme, String period, RoundStep step, Form form) {
        return switch (step) {
            case FREEZE -> rounds.freeze(by, scheme, period, form.text("reason").strip(), form.text("seed"));
            case COUNT -> rounds.count(by, scheme, period);
            case ANNUL -> rounds.annul(by, scheme, period, form.text("reason").strip());
            default -> rounds.confirm(by, scheme, period, step);
        };
    }
}
