package io.hallpulse.gateway.api;

import io.hallpulse.domain.assessment.ballot.PaperBalance;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.assessment.Facts;
import io.hallpulse.gateway.assessment.Surveys;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.UnsentAnswers;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Receipts, counts and hints of open and box ballots, and files of surveys. */
public final class BallotRoutes implements Routes {
    private static final String ROUND = "/api/v1/rounds/{scheme}/{period}";
    private static final int MOST_BYTES = 1 << 20;

    /** What a receipt of 64 digits takes while the answer is made: as a text, in a list, and as bytes. */
    private static final long BYTES_OF_ONE = 256;

    private static final long MOST_UNSENT_BYTES = 64L << 20;
    private static final long MOST_UNSENT_BYTES_OF_ONE = 16L << 20;

    private final Assessments assessments;
    private final UnsentAnswers unsent;

    public BallotRoutes(Assessments assessments, ClientAddress clients) {
        this.assessments = assessments;
        this.unsent = new UnsentAnswers(clients, MOST_UNSENT_BYTES, MOST_UNSENT_BYTES_OF_ONE);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(ROUND + "/receipts", Access.ANYONE, this::receipts);
        routes.get(ROUND + "/ballots", Access.ASSESSMENT, this::counts);
        routes.get(ROUND + "/hints", Access.ASSESSMENT, this::hints);
        routes.post(ROUND + "/surveys/{source}", Access.ASSESSMENT, MOST_BYTES, this::survey);
    }

    private Assessments.Room room() {
        return assessments
                .room()
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "there are no assessments yet; upload a scheme"));
    }

    private void receipts(Context context) {
        Ballots ballots = room().ballots();
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        long count = AssessmentRoutes.read(() -> ballots.receiptCount(scheme, period));
        if (unsent.admits(context, count * BYTES_OF_ONE)) {
            RouteTable.json(context, Map.of("receipts", AssessmentRoutes.read(() -> ballots.receipts(scheme, period))));
        }
    }

    private void counts(Context context) {
        Assessments.Room room = room();
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        Map<String, PaperBalance> balance =
                AssessmentRoutes.read(() -> room.papers().balance(scheme, period));
        Map<String, Object> told = new LinkedHashMap<>();
        room.ballots().counts(scheme, period).forEach((source, counted) -> {
            PaperBalance paper = balance.getOrDefault(source, new PaperBalance(0, 0, 0, 0));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("waiting", counted.waiting());
            one.put("opened", counted.opened());
            one.put("inBursts", counted.bursts());
            one.put(
                    "paper",
                    Map.of(
                            "issued", paper.issued(),
                            "returned", paper.returned(),
                            "notReturned", paper.notReturned(),
                            "foreign", paper.foreign(),
                            "valid", paper.valid(),
                            "invalid", paper.invalid()));
            told.put(source, one);
        });
        RouteTable.json(context, Map.of("ballots", told));
    }

    private void hints(Context context) throws IOException, InterruptedException {
        Ballots ballots = room().ballots();
        List<String> hints = AssessmentRoutes.done(() -> ballots.tips(
                AssessmentRoutes.signer(context), context.pathParam("scheme"), context.pathParam("period")));
        RouteTable.json(context, Map.of("hints", hints));
    }

    private void survey(Context context, byte[] body) throws IOException, InterruptedException {
        Surveys surveys = room().surveys();
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        String source = context.pathParam("source");
        String text = new String(body, StandardCharsets.UTF_8);
        if (context.queryParam("preview") != null) {
            Surveys.Read read = AssessmentRoutes.read(
                    () -> surveys.look(AssessmentRoutes.signer(context), scheme, period, source, text));
            RouteTable.json(
                    context,
                    Map.of(
                            "facts", read.facts().size(),
                            "subjects", read.subjects(),
                            "faults", read.faults()));
            return;
        }
        Facts.Imported imported = AssessmentRoutes.done(
                () -> surveys.take(AssessmentRoutes.signer(context), scheme, period, source, text));
        context.status(imported.repeated() ? HttpStatus.OK : HttpStatus.CREATED);
        RouteTable.json(
                context, Map.of("state", imported.repeated() ? "repeated" : "stored", "facts", imported.facts()));
    }
}
