package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Facts;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.Visits;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Visits of inspectors, their photos, and what the auditor is told of them. */
public final class VisitRoutes implements Routes {
    private static final String VISITS = "/api/v1/visits";
    private static final String ROUND = "/api/v1/rounds/{scheme}/{period}";
    /** Three photos in base64, as a phone makes them. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int SMALL = 4096;

    private final Assessments assessments;

    public VisitRoutes(Assessments assessments) {
        this.assessments = assessments;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(VISITS, Access.SIGNED_IN, this::own);
        routes.post(VISITS, Access.SIGNED_IN, MOST_BYTES, this::make);
        routes.get(ROUND + "/visits", Access.SIGNED_IN, this::all);
        routes.post(ROUND + "/visits/draw", Access.SIGNED_IN, SMALL, this::drawAgain);
        routes.get(ROUND + "/photos/{digest}", Access.SIGNED_IN, this::look);
        routes.get(ROUND + "/severity", Access.SIGNED_IN, this::severity);
        routes.post(ROUND + "/recorders/{recorder}/strike", Access.SIGNED_IN, SMALL, this::strikeTogether);
    }

    private Assessments.Room room() {
        return assessments
                .room()
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "there are no assessments yet; upload a scheme"));
    }

    /** All that a phone needs until it is in the network again. */
    private void own(Context context) {
        Signer by = AssessmentRoutes.signer(context);
        Optional<Visits> visits = assessments.room().map(Assessments.Room::visits);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("person", by.name());
        answer.put("csrf", SignedIn.of(context).csrf());
        answer.put(
                "visits",
                visits.map(known -> known.of(by)).orElse(List.of()).stream()
                        .map(VisitBody::assigned)
                        .toList());
        RouteTable.json(context, answer);
    }

    private void make(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = AssessmentRoutes.signer(context);
        VisitBody sent;
        try {
            sent = VisitBody.of(AssessmentRoutes.json(body));
        } catch (IllegalArgumentException e) {
            throw new HttpResponseException(HttpStatus.UNPROCESSABLE_CONTENT.getCode(), String.valueOf(e.getMessage()));
        }
        Visits visits = room().visits();
        Facts.Imported made = AssessmentRoutes.done(() -> visits.make(by, sent.scheme(), sent.period(), sent.made()));
        context.status(made.repeated() ? HttpStatus.OK : HttpStatus.CREATED);
        RouteTable.json(context, Map.of("state", made.repeated() ? "repeated" : "stored"));
    }

    private void all(Context context) {
        Signer by = AssessmentRoutes.signer(context);
        Visits visits = room().visits();
        Visits.Overview overview =
                AssessmentRoutes.read(() -> visits.all(by, context.pathParam("scheme"), context.pathParam("period")));
        List<Object> photos = new ArrayList<>();
        overview.photos().forEach(photo -> photos.add(Map.of("fact", "f" + photo.fact(), "digest", photo.digest())));
        RouteTable.json(
                context,
                Map.of(
                        "drawn",
                        overview.lot().isPresent(),
                        "visits",
                        overview.visits().stream().map(VisitBody::visit).toList(),
                        "photos",
                        photos));
    }

    private void drawAgain(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = AssessmentRoutes.signer(context);
        Visits visits = room().visits();
        String reason = reason(body);
        int drawn = AssessmentRoutes.done(
                () -> visits.drawAgain(by, context.pathParam("scheme"), context.pathParam("period"), reason));
        RouteTable.json(context, Map.of("drawn", drawn));
    }

    private static String reason(byte[] body) {
        JsonNode sent = body.length == 0 ? null : AssessmentRoutes.json(body);
        return AssessmentRoutes.text(sent, "reason");
    }

    private void look(Context context) throws InterruptedException, IOException {
        Signer by = AssessmentRoutes.signer(context);
        Assessments.Room room = room();
        byte[] picture = AssessmentRoutes.done(() -> room.photos()
                .look(by, context.pathParam("scheme"), context.pathParam("period"), context.pathParam("digest")));
        context.contentType("image/jpeg").header(Header.CACHE_CONTROL, "no-store");
        RouteTable.answer(context, picture);
    }

    private void severity(Context context) {
        Signer by = AssessmentRoutes.signer(context);
        Assessments.Room room = room();
        List<Object> told = new ArrayList<>();
        AssessmentRoutes.read(
                        () -> room.supervision().told(by, context.pathParam("scheme"), context.pathParam("period")))
                .forEach(one -> told.add(Map.of(
                        "source", one.source(),
                        "inspector", one.inspector(),
                        "subjects", one.subjects(),
                        "mean", one.printed())));
        RouteTable.json(context, Map.of("severe", told));
    }

    private void strikeTogether(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = AssessmentRoutes.signer(context);
        Assessments.Room room = room();
        String reason = reason(body);
        int struck = AssessmentRoutes.done(() -> room.supervision()
                .strikeTogether(
                        by,
                        context.pathParam("scheme"),
                        context.pathParam("period"),
                        context.pathParam("recorder"),
                        reason));
        RouteTable.json(context, Map.of("struck", struck));
    }
}
