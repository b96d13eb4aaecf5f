package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.audit.Readings;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.score.HallDocument;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.score.WindowScore;
import io.hallpulse.web.Frame;
import io.hallpulse.web.live.LiveView;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** The page of the scores as they are published. */
final class LivePages implements Routes {
    private final Frames frames;
    private final HallDocuments documents;
    private final Readings readings;

    LivePages(Frames frames, HallDocuments documents, Readings readings) {
        this.frames = frames;
        this.documents = documents;
        this.readings = readings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/live", Access.VIEWER, this::page);
    }

    private void page(Context context) throws IOException, InterruptedException {
        Frame frame = frames.of(context);
        Hall hall = frames.one(frame);
        String word = Optional.ofNullable(context.queryParam("period")).orElse(Period.TODAY.word());
        Period period = Period.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("period '" + word + "' is unknown; use one of the links"));
        boolean counted = isCounted(context);
        if (counted) {
            readings.note(SignedIn.of(context).actor(), "scores", "hall=" + hall.id() + "&period=" + word);
        }
        HallDocument document = (counted ? documents.counted(hall.id(), period) : documents.of(hall.id(), period))
                .orElseThrow(() -> new ServiceUnavailableResponse("the scores cannot be read now; try again"));
        Frames.answer(context, "live/page", frame, view(document, counted));
    }

    private static boolean isCounted(Context context) {
        String figures = context.queryParam("figures");
        if (figures == null) {
            return false;
        }
        if (!figures.equals("counted")) {
            throw new BadRequestResponse("figures '" + figures + "' is unknown; use counted, or leave it out");
        }
        if (!ConsolePages.isAuditor(context)) {
            throw new ForbiddenResponse("what is not published yet is for the role auditor");
        }
        return true;
    }

    private static LiveView view(HallDocument document, boolean counted) {
        return new LiveView(
                document.period(),
                document.asOf(),
                ZoneId.of(document.timeZone()),
                document.overall().total(),
                document.overall().satisfaction(),
                document.minimumRatings(),
                counted,
                document.windows().stream().map(LivePages::row).toList());
    }

    private static LiveView.Row row(WindowScore score) {
        return new LiveView.Row(
                score.window(),
                score.name().zh(),
                score.name().en(),
                score.n(),
                score.total(),
                score.satisfaction(),
                score.bad(),
                score.mean(),
                score.index(),
                score.stale());
    }
}
