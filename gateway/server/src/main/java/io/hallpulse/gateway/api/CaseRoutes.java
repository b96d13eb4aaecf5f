package io.hallpulse.gateway.api;

import static io.hallpulse.gateway.api.AssessmentRoutes.done;
import static io.hallpulse.gateway.api.AssessmentRoutes.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.CaseBody;
import io.hallpulse.gateway.assessment.Contacts;
import io.hallpulse.gateway.assessment.MatterDraft;
import io.hallpulse.gateway.assessment.MatterRow;
import io.hallpulse.gateway.assessment.MatterTaking;
import io.hallpulse.gateway.assessment.Matters;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cases of assessments. Who sees and does what is the room's own table; a route wants somebody with a role in assessments. */
public final class CaseRoutes implements Routes {
    private static final String CASES = "/api/v1/cases";
    private static final String CASE = CASES + "/{number}";
    private static final int MOST_BYTES = 1 << 20;
    private static final int SMALL = 1 << 16;
    private static final int LISTED = 200;

    private final Assessments assessments;

    public CaseRoutes(Assessments assessments) {
        this.assessments = assessments;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(CASES, Access.ASSESSMENT, this::list);
        routes.post(CASES, Access.ASSESSMENT, SMALL, this::open);
        routes.post(CASES + "/import", Access.ASSESSMENT, MOST_BYTES, this::take);
        routes.get(CASE, Access.ASSESSMENT, this::one);
        routes.post(CASE + "/extend", Access.ASSESSMENT, SMALL, this::extend);
        routes.get(CASE + "/calls", Access.ASSESSMENT, this::calls);
        routes.post(CASE + "/calls", Access.ASSESSMENT, SMALL, this::called);
        routes.post(CASE + "/steps/{step}", Access.ASSESSMENT, SMALL, this::step);
    }

    private static Caller caller(Context context) {
        return SignedIn.of(context).caller();
    }

    private Assessments.Room room() {
        return assessments
                .room()
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "there are no assessments yet; upload a scheme"));
    }

    private Matters matters() {
        return room().matters();
    }

    private void list(Context context) {
        Caller by = caller(context);
        Matters.Filter filter = new Matters.Filter(
                context.queryParam("scheme"),
                context.queryParam("flow"),
                context.queryParam("subject"),
                context.queryParam("state"),
                !"false".equals(context.queryParam("open")),
                "true".equals(context.queryParam("overdue")),
                "true".equals(context.queryParam("mine")));
        String before = context.queryParam("before");
        List<Matters.Seen> seen = assessments
                .room()
                .map(room -> read(() -> room.matters().list(by, filter, before == null ? "" : before, LISTED)))
                .orElse(List.of());
        RouteTable.json(
                context, Map.of("cases", seen.stream().map(CaseBody::told).toList()));
    }

    private void one(Context context) {
        RouteTable.json(context, told(caller(context), context.pathParam("number")));
    }

    private Map<String, Object> told(Caller by, String number) {
        return read(() -> matters().find(by, number))
                .map(CaseBody::told)
                .orElseThrow(() -> new HttpResponseException(HttpStatus.NOT_FOUND.getCode(), "no case " + number));
    }

    private void open(Context context, byte[] body) throws IOException, InterruptedException {
        Caller by = caller(context);
        Matters matters = matters();
        JsonNode sent = AssessmentRoutes.json(body);
        MatterDraft draft = wellFormed(() -> CaseBody.draft(sent, sent));
        Flow.Channel channel = channel(AssessmentRoutes.text(sent, "channel"));
        MatterRow row = done(() -> matters.open(by, draft, channel));
        context.status(HttpStatus.CREATED);
        RouteTable.json(context, CaseBody.brief(row));
    }

    private void take(Context context, byte[] body) throws IOException, InterruptedException {
        Caller by = caller(context);
        Matters matters = matters();
        boolean csv = String.valueOf(context.contentType()).startsWith("text/csv");
        JsonNode sent = csv ? null : AssessmentRoutes.json(body);
        String scheme = asked(context, sent, "scheme");
        String flow = asked(context, sent, "flow");
        Flow.Channel channel = channel(asked(context, sent, "channel"));
        List<MatterDraft> drafts = wellFormed(() -> sent == null
                ? CaseBody.rows(scheme, flow, new String(body, StandardCharsets.UTF_8))
                : CaseBody.drafts(sent));
        Matters.Imported imported = done(() -> matters.take(by, drafts, channel));
        context.status(imported.opened() > 0 ? HttpStatus.CREATED : HttpStatus.OK);
        RouteTable.json(context, Map.of("numbers", imported.numbers(), "opened", imported.opened()));
    }

    private static String asked(Context context, @Nullable JsonNode sent, String member) {
        String query = context.queryParam(member);
        return sent == null ? query == null ? "" : query : AssessmentRoutes.text(sent, member);
    }

    private static Flow.Channel channel(String word) {
        return Word.of(Flow.Channel.class, word.isEmpty() ? Flow.Channel.DESK.word() : word)
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.UNPROCESSABLE_CONTENT.getCode(),
                        "channel: '" + word + "' is none; use desk, hotline, import or contact"));
    }

    private void extend(Context context, byte[] body) throws IOException, InterruptedException {
        Caller by = caller(context);
        Matters matters = matters();
        String text = AssessmentRoutes.text(body.length == 0 ? null : AssessmentRoutes.json(body), "text");
        String number = context.pathParam("number");
        MatterRow row = done(() -> matters.extend(by, number, text));
        RouteTable.json(context, CaseBody.brief(row));
    }

    private void step(Context context, byte[] body) throws IOException, InterruptedException {
        Caller by = caller(context);
        Matters matters = matters();
        MatterTaking taking = body.length == 0
                ? MatterTaking.NOTHING
                : wellFormed(() -> CaseBody.taking(AssessmentRoutes.json(body)));
        String number = context.pathParam("number");
        MatterRow row = done(() -> matters.take(by, number, context.pathParam("step"), taking));
        RouteTable.json(context, CaseBody.brief(row));
    }

    /** The tries to reach the writer, for who calls back. */
    private void calls(Context context) {
        Caller by = caller(context);
        Contacts contacts = room().contacts();
        RouteTable.json(context, CaseBody.calls(read(() -> contacts.calls(by, context.pathParam("number")))));
    }

    private void called(Context context, byte[] body) throws IOException, InterruptedException {
        Caller by = caller(context);
        Contacts contacts = room().contacts();
        boolean reached = wellFormed(() -> CaseBody.reached(AssessmentRoutes.json(body)));
        String number = context.pathParam("number");
        List<Contacts.Tried> calls = done(() -> contacts.called(by, number, reached));
        context.status(HttpStatus.CREATED);
        RouteTable.json(context, CaseBody.calls(calls));
    }

    private static <T> T wellFormed(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new HttpResponseException(HttpStatus.UNPROCESSABLE_CONTENT.getCode(), String.valueOf(e.getMessage()));
        }
    }
}
