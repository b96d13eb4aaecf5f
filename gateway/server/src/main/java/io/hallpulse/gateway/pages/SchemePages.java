package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.SchemePreview;
import io.hallpulse.gateway.assessment.SchemeRow;
import io.hallpulse.gateway.assessment.Schemes;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.SchemeReading;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.SchemesView;
import io.hallpulse.web.assessment.UploadView;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages of schemes: all versions, the form that takes in a file, and one version with what it would change. */
final class SchemePages implements Routes {
    private static final int MOST_BYTES = SchemeFile.LARGEST + 64 * 1024;
    private static final int SMALL = 4096;
    private static final String FILE = "scheme.yaml";
    private static final Pattern FAULT = Pattern.compile(Pattern.quote(FILE) + ":(\\d{1,7}): ?(.*)", Pattern.DOTALL);

    private final AssessmentFrame assessing;

    SchemePages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/schemes", Access.ASSESSMENT, this::list);
        routes.get("/console/schemes/upload", Access.ASSESSMENT, this::form);
        routes.post("/console/schemes/upload", Access.ASSESSMENT, MOST_BYTES, this::upload);
        routes.get("/console/schemes/{scheme}/{version}", Access.ASSESSMENT, context -> version(context, null));
        routes.post("/console/schemes/{scheme}/{version}", Access.ASSESSMENT, SMALL, this::sign);
    }

    private void list(Context context) {
        Frame frame = assessing.of(context);
        List<SchemesView.Version> versions =
                assessing.room().map(Assessments.Room::schemes).map(Schemes::told).orElse(List.of()).stream()
                        .map(told -> SchemeRows.version(told.row(), told.scheme()))
                        .toList();
        Frames.answer(
                context,
                "assessment/schemes",
                frame,
                new SchemesView(versions, assessing.zone(frame), ShippedSchemes.ALL));
    }

    private void form(Context context) {
        String example = Optional.ofNullable(context.queryParam("example"))
                .filter(ShippedSchemes.ALL::contains)
                .orElse("");
        answer(context, example, example.isEmpty() ? "" : ShippedSchemes.text(example), List.of(), null);
    }

    private void answer(
            Context context, String example, String text, List<UploadView.Fault> faults, @Nullable Refusal refusal) {
        Frames.answer(
                context,
                "assessment/upload",
                assessing.of(context),
                new UploadView(example, ShippedSchemes.ALL, text, faults, refusal));
    }

    private void upload(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        byte[] file = form.bytes("file");
        // a text area sends its lines with a carriage return each, which no file on a disk has
        String text = file == null || file.length == 0
                ? form.text("text").replace("\r\n", "\n")
                : new String(file, StandardCharsets.UTF_8);
        Signer by = AssessmentFrame.signer(context);
        SchemeReading reading = SchemeFile.read(FILE, text);
        if (reading.scheme() == null) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(
                    context,
                    "",
                    text,
                    reading.faults().stream().map(SchemePages::fault).toList(),
                    null);
            return;
        }
        if (!by.roles().contains(AssessmentRole.ORGANISER)) { // before a database is made for it
            context.status(HttpStatus.FORBIDDEN);
            answer(context, "", text, List.of(), new Refusal(403, "上传方案由评议办办理", "an organiser uploads schemes"));
            return;
        }
        Schemes schemes = assessing.opened().schemes();
        Optional<Refusal> refusal = AssessmentFrame.change(context, () -> schemes.upload(by, FILE, text));
        if (refusal.isPresent()) {
            answer(context, "", text, List.of(), refusal.get());
        } else {
            context.redirect(reading.scheme().id() + "/" + reading.scheme().version(), HttpStatus.SEE_OTHER);
        }
    }

    private static UploadView.Fault fault(String line) {
        Matcher found = FAULT.matcher(line);
        return found.matches()
                ? new UploadView.Fault(Integer.parseInt(found.group(1)), found.group(2))
                : new UploadView.Fault(1, line);
    }

    private void version(Context context, @Nullable Refusal refusal) {
        Frame frame = assessing.of(context);
        Assessments.Room room = assessing.require();
        SchemePreview preview =
                AssessmentFrame.read(() -> room.schemes().preview(context.pathParam("scheme"), number(context)));
        Frames.answer(
                context,
                "assessment/scheme",
                frame,
                new SchemeRows(preview, room.schemes().signing(preview.row()), AssessmentFrame.signer(context))
                        .view(assessing.zone(frame), refusal));
    }

    private static int number(Context context) {
        String text = context.pathParam("version");
        if (!text.matches("[0-9]{1,9}")) {
            throw new NotFoundResponse("a version is a number");
        }
        return Integer.parseInt(text);
    }

    private void sign(Context context, byte[] body) throws IOException, InterruptedException {
        String what = Form.of(context, body).text("do");
        Schemes schemes = assessing.require().schemes();
        Signer by = AssessmentFrame.signer(context);
        String scheme = context.pathParam("scheme");
        int version = number(context);
        Optional<Refusal> refusal = AssessmentFrame.change(context, () -> signed(schemes, by, what, scheme, version));
        if (refusal.isPresent()) {
            version(context, refusal.get());
        } else {
            context.redirect(Integer.toString(version), HttpStatus.SEE_OTHER);
        }
    }

    private static CompletableFuture<SchemeRow> signed(
            Schemes schemes, Signer by, String what, String scheme, int version) {
        return switch (what) {
            case "enforce" -> schemes.enforce(by, scheme, version);
            case "retire" -> schemes.retire(by, scheme, version);
            default -> throw new BadRequestResponse("'do' is enforce or retire");
        };
    }
}
