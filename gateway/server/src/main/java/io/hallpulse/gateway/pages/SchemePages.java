package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Schemes;
import io.hallpulse.gateway.assessment.ShippedSchemes;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.SchemesView;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;

/** The pages of schemes: all versions with their states. */
final class SchemePages implements Routes {
    private final AssessmentFrame assessing;

    SchemePages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/schemes", Access.ASSESSMENT, this::list);
    }

    private void list(Context context) {
        Frame frame = assessing.of(context);
        List<SchemesView.Version> versions =
                assessing.room().map(Assessments.Room::schemes).map(Schemes::told).orElse(List.of()).stream()
                        .map(SchemePages::version)
                        .toList();
        Frames.answer(
                context,
                "assessment/schemes",
                frame,
                new SchemesView(versions, assessing.zone(frame), ShippedSchemes.ALL));
    }

    private static SchemesView.Version version(Schemes.Told told) {
        return new SchemesView.Version(
                told.row().scheme(),
                told.row().version(),
                told.scheme().name().zh(),
                told.scheme().name().en(),
                told.row().state().word(),
                told.row().digest(),
                told.row().uploadedBy(),
                Instant.ofEpochMilli(told.row().uploadedMillis()));
    }
}
