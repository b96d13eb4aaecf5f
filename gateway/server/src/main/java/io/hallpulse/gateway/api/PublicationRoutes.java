package io.hallpulse.gateway.api;

import static io.hallpulse.gateway.api.AssessmentRoutes.done;
import static io.hallpulse.gateway.api.AssessmentRoutes.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.PublicationRow;
import io.hallpulse.gateway.assessment.PublicationState;
import io.hallpulse.gateway.assessment.Publications;
import io.hallpulse.gateway.assessment.PublishedSheets;
import io.hallpulse.gateway.assessment.PublishedSheets.Sheet;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is published, for anybody; and the way to it, for people with a role in assessments. */
public final class PublicationRoutes implements Routes {
    private static final String ALL = "/api/v1/publications";
    private static final String OF_ROUND = "/api/v1/rounds/{scheme}/{period}/publications";
    private static final int SMALL = 4096;

    private final Assessments assessments;
    private final @Nullable String publicUrl;

    /** @param http where the public reaches the gateway, for QR codes */
    public PublicationRoutes(Assessments assessments, HttpConfig http) {
        this.assessments = assessments;
        this.publicUrl = http.publicUrl();
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(ALL, Access.ANYONE, this::list);
        routes.get(ALL + "/{digest}", Access.ANYONE, this::one);
        routes.get(OF_ROUND, Access.ASSESSMENT, this::standing);
        routes.post(OF_ROUND + "/{publication}/{act}", Access.ASSESSMENT, SMALL, this::act);
    }

    private void list(Context context) {
        String audience = context.queryParam("audience");
        if (audience != null) {
            Publication.Audience of = Word.of(Publication.Audience.class, audience)
                    .filter(Publication.Audience::isPublic)
                    .orElseThrow(() -> new BadRequestResponse("audience is screen, press or site"));
            RouteTable.json(
                    context,
                    Map.of(
                            "publications",
                            assessments.room().map(room -> room.published().current(of)).orElse(List.of()).stream()
                                    .map(this::whole)
                                    .toList()));
            return;
        }
        List<Sheet> sheets = assessments
                .room()
                .map(Assessments.Room::published)
                .map(PublishedSheets::all)
                .orElse(List.of());
        RouteTable.json(
                context,
                Map.of(
                        "publications",
                        sheets.stream().map(PublicationRoutes::listed).toList()));
    }

    private static Map<String, Object> listed(Sheet sheet) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("digest", sheet.digest());
        told.put("round", sheet.round());
        told.put("publication", sheet.publication());
        if (!sheet.content().isEmpty()) {
            JsonNode content = content(sheet);
            told.put("name", content.at("/scheme/name"));
            told.put("show", content.path("show"));
            told.put("date", content.path("date"));
        }
        told.put(
                "audience",
                sheet.audience().stream()
                        .map(Publication.Audience::word)
                        .sorted()
                        .toList());
        circumstances(sheet, told);
        return told;
    }

    /** With what it says, and the code that leads to its page where the public can reach that. */
    private Map<String, Object> whole(Sheet sheet) {
        Map<String, Object> told = listed(sheet);
        told.put("content", sheet.content());
        if (publicUrl != null) {
            QrPicture picture = new QrPicture(publicUrl + "/p/" + sheet.digest());
            told.put("qr", Map.of("size", picture.size(), "path", picture.path()));
        }
        return told;
    }

    private static JsonNode content(Sheet sheet) {
        try {
            return Json.read(sheet.content().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (UnreadableMessage e) {
            return MissingNode.getInstance();
        }
    }

    private static void circumstances(Sheet sheet, Map<String, Object> told) {
        told.put("state", sheet.state().word());
        told.put("live", Instant.ofEpochMilli(sheet.liveMillis()));
        if (sheet.replaces() != null) {
            told.put("replaces", sheet.replaces());
        }
        if (sheet.replacedBy() != null) {
            told.put("replacedBy", sheet.replacedBy());
        }
        if (!sheet.reason().isEmpty()) {
            told.put("reason", sheet.reason());
        }
    }

    private void one(Context context) {
        Sheet sheet = assessments
                .room()
                .flatMap(room -> room.published().find(context.pathParam("digest")))
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "nothing is published under this digest"));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("v", 1);
        told.put("digest", sheet.digest());
        told.put("round", sheet.round());
        told.put("publication", sheet.publication());
        circumstances(sheet, told);
        told.put("content", sheet.content());
        told.put("signature", sheet.signature());
        told.put("key", sheet.publicKey());
        told.put("fingerprint", sheet.fingerprint());
        RouteTable.json(context, told);
    }

    private Assessments.Room room() {
        return assessments
                .room()
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "there are no assessments yet; upload a scheme"));
    }

    private void standing(Context context) {
        AssessmentRoutes.insider(context);
        Publications publications = room().publications();
        RouteTable.json(
                context,
                Map.of(
                        "publications",
                        read(() -> publications.of(context.pathParam("scheme"), context.pathParam("period"))).stream()
                                .map(PublicationRoutes::standing)
                                .toList()));
    }

    private static Map<String, Object> standing(Publications.Standing standing) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("publication", standing.publication().id());
        told.put("state", standing.state().word());
        told.put("sheets", standing.rows().stream().map(PublicationRoutes::row).toList());
        told.put(
                "before", standing.before().stream().map(PublicationRoutes::row).toList());
        told.put(
                "signed",
                standing.signing().given().stream()
                        .map(one -> Map.of("role", one.role().word(), "who", one.who()))
                        .toList());
        told.put(
                "awaits",
                standing.state() == PublicationState.CHECKED
                        ? standing.signing().next().map(AssessmentRole::word).orElse("")
                        : "");
        return told;
    }

    private static Map<String, Object> row(PublicationRow row) {
        return Map.of(
                "digest", row.digest(), "unit", row.unit(), "state", row.state().word(), "reason", row.reason());
    }

    private void act(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = AssessmentRoutes.signer(context);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        String publication = context.pathParam("publication");
        JsonNode sent = body.length == 0 ? null : AssessmentRoutes.json(body);
        String reason = AssessmentRoutes.text(sent, "reason");
        String digest = AssessmentRoutes.text(sent, "digest");
        Publications publications = room().publications();
        PublicationState state = switch (context.pathParam("act")) {
            case "prepare" -> done(() -> publications.prepare(by, scheme, period, publication));
            case "approve" -> done(() -> publications.approve(by, scheme, period, publication, digest));
            case "live" -> done(() -> publications.live(by, scheme, period, publication));
            case "correct" -> done(() -> publications.correct(by, scheme, period, publication, reason));
            case "withdraw" -> done(() -> publications.withdraw(by, scheme, period, publication, reason));
            default ->
                throw new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "no such act; use prepare, approve, live, correct or withdraw");
        };
        RouteTable.json(context, Map.of("publication", publication, "state", state.word()));
    }
}
