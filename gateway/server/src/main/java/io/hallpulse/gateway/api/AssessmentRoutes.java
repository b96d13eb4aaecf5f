package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.FactBody;
import io.hallpulse.gateway.assessment.Facts;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Rounds;
import io.hallpulse.gateway.assessment.SchemeRow;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Schemes, rounds and facts of assessments. Who may do what is the room's own table; a route wants somebody who is signed in. */
public final class AssessmentRoutes implements Routes {
    private static final String SCHEMES = "/api/v1/schemes";
    private static final String SCHEME = SCHEMES + "/{scheme}/{version}";
    private static final String ROUNDS = "/api/v1/rounds";
    private static final String ROUND = ROUNDS + "/{scheme}/{period}";
    private static final String FACTS = "/api/v1/facts";
    private static final int MOST_BYTES = 1 << 20;
    private static final int SMALL = 4096;
    private static final int LISTED = 500;
    /** Those who see figures before they are published. */
    private static final Set<AssessmentRole> SEE_FIGURES = Set.of(
            AssessmentRole.ORGANISER, AssessmentRole.AUDITOR, AssessmentRole.APPROVER, AssessmentRole.DISCIPLINE);

    private final Assessments assessments;

    public AssessmentRoutes(Assessments assessments) {
        this.assessments = assessments;
    }

    @JsonPropertyOrder({"scheme", "version", "state", "digest", "uploadedBy", "uploaded"})
    private record Listed(
            String scheme, int version, String state, String digest, String uploadedBy, Instant uploaded) {
        private static Listed of(SchemeRow row) {
            return new Listed(
                    row.scheme(),
                    row.version(),
                    row.state().word(),
                    row.digest(),
                    row.uploadedBy(),
                    Instant.ofEpochMilli(row.uploadedMillis()));
        }
    }

    @JsonPropertyOrder({
        "round",
        "state",
        "since",
        "version",
        "schemeDigest",
        "subjectsDigest",
        "seed",
        "calendar",
        "talliesDigest",
        "cardsDigest"
    })
    private record State(
            String round,
            String state,
            Instant since,
            int version,
            String schemeDigest,
            String subjectsDigest,
            String seed,
            String calendar,
            String talliesDigest,
            String cardsDigest) {
        private static State of(RoundRow row) {
            return new State(
                    row.name(),
                    row.state().word(),
                    Instant.ofEpochMilli(row.sinceMillis()),
                    row.version(),
                    row.frozen().schemeDigest(),
                    row.frozen().subjectsDigest(),
                    row.frozen().seed(),
                    row.frozen().calendarVersion(),
                    row.counted().talliesDigest(),
                    row.counted().cardsDigest());
        }
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(SCHEMES, Access.ASSESSMENT, this::schemes);
        routes.post(SCHEMES, Access.ASSESSMENT, MOST_BYTES, this::upload);
        routes.get(SCHEME, Access.ASSESSMENT, this::file);
        routes.post(SCHEME + "/{step}", Access.ASSESSMENT, SMALL, this::signScheme);
        routes.get(ROUNDS, Access.ASSESSMENT, this::rounds);
        routes.get(ROUND, Access.ASSESSMENT, this::round);
        routes.post(ROUND, Access.ASSESSMENT, SMALL, this::plan);
        routes.post(ROUND + "/{step}", Access.ASSESSMENT, SMALL, this::signRound);
        routes.get(ROUND + "/scorecards", Access.ASSESSMENT, this::cards);
        routes.get(ROUND + "/facts", Access.ASSESSMENT, this::facts);
        routes.post(FACTS, Access.ASSESSMENT, MOST_BYTES, this::state);
        routes.post(ROUND + "/facts/{fact}/{act}", Access.ASSESSMENT, SMALL, this::act);
    }

    static Signer signer(Context context) {
        SignedIn who = SignedIn.of(context);
        return Signer.of(
                who.caller().name(),
                who.caller().roles().stream().map(Role::word).toList());
    }

    /** Demands some role of assessments; others see publications only. */
    static Signer insider(Context context) {
        Signer signer = signer(context);
        if (signer.roles().isEmpty()) {
            throw new HttpResponseException(
                    HttpStatus.FORBIDDEN.getCode(), "rounds are for people with a role in assessments");
        }
        return signer;
    }

    private Assessments.Room room() {
        return assessments
                .room()
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "there are no assessments yet; upload a scheme"));
    }

    private void schemes(Context context) {
        RouteTable.json(
                context,
                Map.of(
                        "schemes",
                        assessments.room().map(room -> room.schemes().all()).orElse(List.of()).stream()
                                .map(Listed::of)
                                .toList()));
    }

    private void upload(Context context, byte[] body) throws IOException, InterruptedException {
        if (body.length == 0) {
            throw new BadRequestResponse("the body is the scheme's file, as YAML");
        }
        Signer by = insider(context);
        if (!by.roles().contains(AssessmentRole.ORGANISER)) { // before the file is read, and a database made for it
            throw new HttpResponseException(
                    HttpStatus.FORBIDDEN.getCode(), "uploading a scheme is for organiser; " + by.name() + " is not");
        }
        SchemeRow row = done(() -> {
            try {
                return assessments.opened().schemes().upload(by, "the file", new String(body, StandardCharsets.UTF_8));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
        context.status(HttpStatus.CREATED);
        RouteTable.json(context, Listed.of(row));
    }

    private void file(Context context) {
        String file = room().schemes()
                .find(context.pathParam("scheme"), version(context))
                .map(SchemeRow::file)
                .orElseThrow(() -> new HttpResponseException(HttpStatus.NOT_FOUND.getCode(), "no such scheme"));
        context.contentType("application/yaml; charset=utf-8").result(file);
    }

    private static int version(Context context) {
        try {
            return Integer.parseInt(context.pathParam("version"));
        } catch (NumberFormatException e) {
            throw new HttpResponseException(HttpStatus.NOT_FOUND.getCode(), "a version is a number");
        }
    }

    private void signScheme(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = signer(context);
        String scheme = context.pathParam("scheme");
        int version = version(context);
        Assessments.Room room = room();
        SchemeRow row = switch (context.pathParam("step")) {
            case "enforce" -> done(() -> room.schemes().enforce(by, scheme, version));
            case "retire" -> done(() -> room.schemes().retire(by, scheme, version));
            default -> throw unknown("step of a scheme", "enforce or retire");
        };
        RouteTable.json(context, Listed.of(row));
    }

    static HttpResponseException unknown(String what, String known) {
        return new HttpResponseException(HttpStatus.NOT_FOUND.getCode(), "no such " + what + "; use " + known);
    }

    private void rounds(Context context) {
        Assessments.Room room = room();
        insider(context);
        RouteTable.json(
                context,
                Map.of("rounds", room.rounds().all().stream().map(State::of).toList()));
    }

    private void round(Context context) {
        Assessments.Room room = room();
        boolean seesFigures = insider(context).roles().stream().anyMatch(SEE_FIGURES::contains);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        Rounds.Standing standing = read(() -> room.rounds().standing(scheme, period));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("round", State.of(standing.round()));
        RoundStep next = standing.next();
        answer.put("next", next == null ? "" : next.word());
        answer.put(
                "blocks",
                standing.blocks().stream()
                        .map(block -> Map.of("zh", block.zh(), "en", block.en()))
                        .toList());
        answer.put(
                "signed",
                standing.signed().stream()
                        .map(one -> Map.of("role", one.role().word(), "who", one.who()))
                        .toList());
        AssessmentRole awaits = standing.awaits();
        answer.put("awaits", awaits == null ? "" : awaits.word());
        answer.put("subjects", standing.subjects());
        answer.put("facts", room.reader().facts(scheme, period, seesFigures));
        answer.put("unverified", standing.unverified());
        RouteTable.json(context, answer);
    }

    private void plan(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = signer(context);
        Assessments.Room room = room();
        RoundRow row = done(() -> room.rounds().plan(by, context.pathParam("scheme"), context.pathParam("period")));
        RouteTable.json(context, State.of(row));
    }

    private void signRound(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = signer(context);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        RoundStep step = Word.of(RoundStep.class, context.pathParam("step"))
                .filter(one -> !one.isOfClock())
                .orElseThrow(() -> unknown("step of a round", "freeze, count, approve, publish or annul"));
        JsonNode sent = body.length == 0 ? null : json(body);
        Rounds rounds = room().rounds();
        RoundRow row = switch (step) {
            case FREEZE -> done(() -> rounds.freeze(by, scheme, period, text(sent, "reason"), text(sent, "seed")));
            case COUNT -> done(() -> rounds.count(by, scheme, period));
            case ANNUL -> done(() -> rounds.annul(by, scheme, period, text(sent, "reason")));
            default -> done(() -> rounds.confirm(by, scheme, period, step));
        };
        RouteTable.json(context, State.of(row));
    }

    static String text(@Nullable JsonNode sent, String member) {
        return sent == null ? "" : sent.path(member).asText();
    }

    private void cards(Context context) {
        Assessments.Room room = room();
        Signer by = insider(context);
        if (by.roles().stream().noneMatch(SEE_FIGURES::contains)) {
            throw new HttpResponseException(
                    HttpStatus.FORBIDDEN.getCode(), "figures are seen by others once they are published");
        }
        Map<String, String> cards =
                read(() -> room.rounds().cards(context.pathParam("scheme"), context.pathParam("period")));
        context.contentType("application/json; charset=utf-8")
                .result("{\"cards\":[" + String.join(",", cards.values()) + "]}");
    }

    private void facts(Context context) {
        Assessments.Room room = room();
        Signer by = insider(context);
        long after = FactBody.number(context.queryParam("after"));
        boolean covert = by.roles().stream().noneMatch(SEE_FIGURES::contains);
        List<Object> told = new ArrayList<>();
        read(() -> room.facts().after(context.pathParam("scheme"), context.pathParam("period"), after, LISTED)).stream()
                .filter(fact -> !covert || fact.recorder().equals(by.name()))
                .forEach(fact -> told.add(FactBody.told(fact)));
        RouteTable.json(context, Map.of("facts", told));
    }

    private void state(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = signer(context);
        FactBody sent;
        try {
            sent = FactBody.of(json(body), body);
        } catch (IllegalArgumentException e) {
            throw new HttpResponseException(HttpStatus.UNPROCESSABLE_CONTENT.getCode(), String.valueOf(e.getMessage()));
        }
        Facts facts = room().facts();
        Facts.Imported imported =
                done(() -> facts.state(by, sent.scheme(), sent.period(), sent.facts(), sent.digest()));
        context.status(imported.repeated() ? HttpStatus.OK : HttpStatus.CREATED);
        RouteTable.json(
                context,
                Map.of(
                        "state", imported.repeated() ? "repeated" : "stored",
                        "facts", imported.facts(),
                        "batch", sent.digest()));
    }

    private void act(Context context, byte[] body) throws IOException, InterruptedException {
        Signer by = signer(context);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        long n = FactBody.number(context.pathParam("fact").replaceFirst("^f", ""));
        Facts facts = room().facts();
        String reason = text(body.length == 0 ? null : json(body), "reason");
        RouteTable.json(
                context,
                FactBody.told(
                        switch (context.pathParam("act")) {
                            case "verify" -> done(() -> facts.verify(by, scheme, period, n));
                            case "strike" -> done(() -> facts.strike(by, scheme, period, n, reason));
                            default -> throw unknown("act on a fact", "verify or strike");
                        }));
    }

    static JsonNode json(byte[] body) {
        JsonNode sent;
        try {
            sent = Json.read(body, JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new BadRequestResponse("the body is no JSON: " + e.getMessage());
        }
        if (holdsNul(sent)) { // which not every database keeps
            throw new BadRequestResponse("a text holds the character NUL; leave it out");
        }
        return sent;
    }

    private static boolean holdsNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        for (JsonNode one : node) {
            if (holdsNul(one)) {
                return true;
            }
        }
        return false;
    }

    static <T> T done(Supplier<CompletableFuture<T>> change) throws IOException, InterruptedException {
        try {
            return Commit.of(change);
        } catch (AssessRefused e) {
            throw refused(e);
        }
    }

    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (AssessRefused e) {
            throw refused(e);
        }
    }

    private static HttpResponseException refused(AssessRefused refusal) {
        HttpStatus status = switch (refusal.reason()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case NOT_NOW -> HttpStatus.CONFLICT;
            case WRONG -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return new HttpResponseException(status.getCode(), String.valueOf(refusal.getMessage()));
    }
}
