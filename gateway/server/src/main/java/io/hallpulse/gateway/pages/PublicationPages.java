package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.PublicationState;
import io.hallpulse.gateway.assessment.PublishedSheets;
import io.hallpulse.gateway.assessment.PublishedSheets.Sheet;
import io.hallpulse.gateway.assessment.key.SheetSignature;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.QrCode;
import io.hallpulse.web.publication.PublicationView;
import io.hallpulse.web.publication.PublicationsView;
import io.hallpulse.web.publication.SheetView;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public pages of what was published: all of it, and each by its digest, to be verified and printed. Nobody signs in, and nothing is kept. */
public final class PublicationPages implements Routes {
    private final KnownHalls halls;
    private final Assessments assessments;
    private final ClientAddress clients;
    private final @Nullable String publicUrl;

    public PublicationPages(KnownHalls halls, Assessments assessments, ClientAddress clients, HttpConfig http) {
        this.halls = halls;
        this.assessments = assessments;
        this.clients = clients;
        this.publicUrl = http.publicUrl();
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/p", Access.ANYONE, this::list);
        routes.get("/p/{digest}", Access.ANYONE, this::one);
    }

    /** That of the first hall, as rounds have it. */
    private ZoneId zone() {
        return halls.all().get(0).zone();
    }

    private void list(Context context) {
        if (PageAddress.sentOn(context)) {
            return;
        }
        List<Sheet> sheets = assessments
                .room()
                .map(Assessments.Room::published)
                .map(PublishedSheets::all)
                .orElse(List.of());
        Frames.answer(
                context,
                "publication/list",
                Frames.ofNobody(context),
                new PublicationsView(
                        sheets.stream().map(PublicationPages::line).toList(),
                        zone(),
                        sheets.isEmpty()
                                ? ""
                                : SheetSignature.printed(sheets.get(0).fingerprint()),
                        sheets.isEmpty() ? "" : sheets.get(0).pem()));
    }

    private static PublicationsView.Line line(Sheet sheet) {
        SheetView shown = sheet.content().isEmpty() ? null : SheetCells.of(sheet.content());
        return new PublicationsView.Line(
                sheet.digest(),
                sheet.round(),
                shown == null ? null : shown.scheme(),
                shown == null ? "" : shown.show(),
                sheet.state().word(),
                Instant.ofEpochMilli(sheet.liveMillis()),
                sheet.reason(),
                sheet.replaces(),
                sheet.replacedBy());
    }

    private void one(Context context) {
        if (PageAddress.sentOn(context)) {
            return;
        }
        Sheet sheet = assessments
                .room()
                .flatMap(room -> room.published().find(context.pathParam("digest")))
                .orElseThrow(() -> new NotFoundResponse("nothing is published under this digest; /p lists all"));
        boolean isWithdrawn = sheet.state() == PublicationState.WITHDRAWN;
        Frames.answer(
                context,
                "publication/page",
                Frames.ofNobody(context),
                new PublicationView(
                        sheet.digest(),
                        sheet.round(),
                        isWithdrawn ? null : SheetCells.of(sheet.content()),
                        sheet.state().word(),
                        Instant.ofEpochMilli(sheet.liveMillis()),
                        zone(),
                        sheet.reason(),
                        sheet.replaces(),
                        sheet.replacedBy(),
                        sheet.signature(),
                        SheetSignature.printed(sheet.fingerprint()),
                        sheet.pem(),
                        qr(context, sheet.digest())));
    }

    private QrCode qr(Context context, String digest) {
        String address = (publicUrl == null ? clients.reachedAt(context) : publicUrl) + "/p/" + digest;
        QrPicture picture = new QrPicture(address);
        return new QrCode(address, picture.size(), picture.path());
    }
}
