package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.FactBody;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Refusal;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The page of a round's visits, for those who see who visits whom: drawn again by the organiser, struck together by the auditor. */
final class RoundVisitPages implements Routes {
    private static final String VISITS = RoundPages.ROUND + "/visits";
    private static final int MOST_BYTES = 8 * 1024;

    private final AssessmentFrame assessing;

    RoundVisitPages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(VISITS, Access.ASSESSMENT, context -> answer(context, null));
        routes.post(VISITS, Access.ASSESSMENT, MOST_BYTES, this::change);
    }

    private void answer(Context context, @Nullable Refusal refusal) {
        Assessments.Room room = assessing.require();
        String subject = Optional.ofNullable(context.queryParam("subject")).orElse("");
        Frames.answer(
                context,
                "assessment/visits",
                assessing.of(context),
                AssessmentFrame.read(() -> new RoundVisitRows(
                                room,
                                AssessmentFrame.signer(context),
                                context.pathParam("scheme"),
                                context.pathParam("period"))
                        .view(subject, refusal, done(context))));
    }

    private static @Nullable Label done(Context context) {
        String drawn = context.queryParam("drawn");
        if (drawn != null) {
            long n = FactBody.number(drawn);
            return n == 0
                    ? new Label("没有需要重抽的：分到的人都还能去。", "Nothing to draw again: all who were drawn may still go.")
                    : new Label("已重抽 " + n + " 次走访。", n + (n == 1 ? " visit" : " visits") + " drawn again.");
        }
        String struck = context.queryParam("struck");
        if (struck != null) {
            long n = FactBody.number(struck);
            return new Label(
                    "已剔除 " + n + " 条事实；其中的走访须重做，由评议办重抽。",
                    n + (n == 1 ? " fact" : " facts")
                            + " struck; visits among them are to be made again, and the organiser has them drawn again.");
        }
        return null;
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Assessments.Room room = assessing.require();
        String asked = form.text("do");
        if (!asked.equals("draw") && !asked.equals("strike")) {
            throw new BadRequestResponse("'do' is draw or strike");
        }
        AtomicInteger count = new AtomicInteger();
        Optional<Refusal> refusal = AssessmentFrame.change(
                context, () -> done(room, context, asked, form).thenAccept(count::set));
        if (refusal.isPresent()) {
            answer(context, refusal.get());
        } else {
            context.redirect(
                    "visits?" + (asked.equals("draw") ? "drawn=" : "struck=") + count.get(), HttpStatus.SEE_OTHER);
        }
    }

    /** Does it, and says for how many visits or facts. */
    private static CompletableFuture<Integer> done(Assessments.Room room, Context context, String asked, Form form) {
        Signer by = AssessmentFrame.signer(context);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        String reason = form.text("reason").strip();
        return asked.equals("draw")
                ? room.visits().drawAgain(by, scheme, period, reason)
                : room.supervision().strikeTogether(by, scheme, period, form.text("recorder"), reason);
    }
}
