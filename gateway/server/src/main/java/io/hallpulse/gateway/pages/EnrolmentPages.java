package io.hallpulse.gateway.pages;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.enrolment.EnrolmentRefused;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.enrolment.Invitation;
import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.enrolment.TerminalTemplate;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.EnrolmentRow;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.web.Frame;
import io.hallpulse.web.enrolment.EnrolmentView;
import io.hallpulse.web.enrolment.EnrolmentView.Outcome;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page on which new terminals are let in, and certificates have their ends. */
final class EnrolmentPages implements Routes {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final Frames frames;
    private final Enrolments enrolments;

    EnrolmentPages(Frames frames, Enrolments enrolments) {
        this.frames = frames;
        this.enrolments = enrolments;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/enrolment", Access.TECHNICIAN, this::show);
        routes.post("/console/enrolment", Access.TECHNICIAN, MOST_BYTES, this::change);
    }

    private void show(Context context) throws InterruptedException {
        String done = context.queryParam("done");
        Outcome outcome = Arrays.stream(Outcome.values())
                .filter(one -> one != Outcome.FAULT && word(one).equals(done))
                .findFirst()
                .orElse(Outcome.NONE);
        String about = context.queryParam("name");
        answer(context, outcome, about == null ? "" : about, null);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void answer(Context context, Outcome outcome, String about, @Nullable Invitation invitation)
            throws InterruptedException {
        Frame frame = frames.of(context);
        Certificates register = enrolments.certificates();
        List<EnrolmentView.Certificate> certificates = register.all().stream()
                .filter(row -> row.terminal() != null)
                .map(row -> certificate(row, register))
                .toList();
        Frames.answer(
                context,
                "enrolment/page",
                frame,
                new EnrolmentView(
                        frames.one(frame).zone(),
                        SignedIn.of(context).caller().may(Access.TECHNICIAN, true),
                        outcome,
                        about,
                        invitation == null ? null : code(invitation),
                        enrolments.pending().stream()
                                .map(EnrolmentPages::request)
                                .toList(),
                        certificates,
                        TerminalTemplate.KEYPAD));
    }

    private static EnrolmentView.Code code(Invitation invitation) {
        QrPicture picture = new QrPicture(invitation.file());
        return new EnrolmentView.Code(
                invitation.code(),
                invitation.expires(),
                invitation.provision(),
                invitation.file(),
                picture.size(),
                picture.path());
    }

    private static EnrolmentView.Request request(EnrolmentRow row) {
        TerminalId terminal = row.terminal();
        return new EnrolmentView.Request(
                row.request(),
                row.fingerprint(),
                Instant.ofEpochMilli(row.sinceMillis()),
                row.origin(),
                terminal == null ? "" : terminal.hall(),
                terminal == null ? "" : terminal.terminal());
    }

    private static EnrolmentView.Certificate certificate(CertificateRow row, Certificates register) {
        String[] name = row.name().split("/", 2);
        return new EnrolmentView.Certificate(
                name[0],
                name[name.length - 1],
                register.state(row).word(),
                Instant.ofEpochMilli(row.notAfterMillis()),
                row.serial());
    }

    private void change(Context context, byte[] body) throws InterruptedException {
        Form form = Form.of(context, body);
        Actor by = SignedIn.of(context).actor();
        String request = form.text("request");
        try {
            switch (form.text("do")) {
                case "invite" -> answer(context, Outcome.NONE, "", enrolments.invite(by, null, LIFE));
                case "accept" -> {
                    TerminalId terminal = terminal(form, "terminal");
                    String template = form.text("template").replace("\r\n", "\n");
                    enrolments.accept(by, request, terminal, window(form), template.isBlank() ? null : template);
                    done(context, Outcome.ACCEPTED, terminal.toString());
                }
                case "refuse" -> {
                    enrolments.refuse(by, request);
                    done(context, Outcome.REFUSED, request);
                }
                case "replace" ->
                    answer(
                            context,
                            Outcome.NONE,
                            "",
                            enrolments.replace(
                                    by,
                                    terminal(form, "terminal"),
                                    terminal(form, "name").terminal(),
                                    LIFE));
                case "revoke" -> {
                    TerminalId terminal = terminal(form, "terminal");
                    enrolments.revoke(by, terminal);
                    done(context, Outcome.REVOKED, terminal.toString());
                }
                default -> throw new BadRequestResponse("'do' is invite, accept, refuse, replace or revoke");
            }
        } catch (EnrolmentRefused | OperationFailed e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, Outcome.FAULT, String.valueOf(e.getMessage()), null);
        }
    }

    private static void done(Context context, Outcome outcome, String about) {
        context.redirect(
                "enrolment?done=" + word(outcome) + "&name=" + URLEncoder.encode(about, StandardCharsets.UTF_8),
                HttpStatus.SEE_OTHER);
    }

    private static TerminalId terminal(Form form, String field) {
        try {
            return new TerminalId(form.text("hall"), form.text(field).strip());
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }

    private static String window(Form form) {
        String window = form.text("window").strip();
        if (!window.isEmpty() && !Identifiers.isIdentifier(window)) {
            throw new BadRequestResponse("window '" + window + "' is no identifier");
        }
        return window;
    }
}
