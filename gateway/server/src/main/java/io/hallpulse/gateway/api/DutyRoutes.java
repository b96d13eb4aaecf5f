package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.duty.DutyRefused;
import io.hallpulse.gateway.duty.OnDuty;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signing in at a window, and out. It says what is so from now on, so that it has no version and wants no If-Match. */
public final class DutyRoutes implements Routes {
    private static final String PATH = "/api/v1/halls/{hall}/windows/{window}/staff";
    private static final int MOST_BYTES = 1024;

    private final OnDuty onDuty;
    private final Supplier<Halls> directory;

    public DutyRoutes(OnDuty onDuty, Supplier<Halls> directory) {
        this.onDuty = onDuty;
        this.directory = directory;
    }

    private record Wanted(@Nullable String staff) {}

    /** @param until when it ends at the latest */
    @JsonPropertyOrder({"hall", "window", "staff", "name", "since", "until"})
    private record Answer(
            String hall,
            String window,
            @Nullable String staff,
            @Nullable Name name,
            Instant since,
            Instant until) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.set(PATH, Access.OPERATOR, MOST_BYTES, this::signIn);
        routes.unset(PATH, Access.OPERATOR, this::signOut);
    }

    private void signIn(Context context, byte[] body) throws IOException, InterruptedException {
        String id = TableDocument.present(
                TableDocument.body(body, Wanted.class).staff(), "staff, the id of a member of staff,");
        Duty duty = done(() -> onDuty.signIn(
                SignedIn.of(context).actor(), context.pathParam("hall"), context.pathParam("window"), id));
        Staff staff = directory.get().entries().staff().get(id);
        RouteTable.json(
                context,
                new Answer(
                        duty.hall(),
                        duty.window(),
                        duty.staff(),
                        staff == null ? null : staff.name(),
                        Instant.ofEpochMilli(duty.fromMillis()),
                        Instant.ofEpochMilli(duty.endsMillis())));
    }

    private void signOut(Context context) throws IOException, InterruptedException {
        done(() ->
                onDuty.signOut(SignedIn.of(context).actor(), context.pathParam("hall"), context.pathParam("window")));
        context.status(HttpStatus.NO_CONTENT);
    }

    private static <T> T done(Supplier<CompletableFuture<T>> change) throws IOException, InterruptedException {
        try {
            return Commit.of(change);
        } catch (DutyRefused e) {
            HttpStatus status = e.field().equals("staff") ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.NOT_FOUND;
            throw new HttpResponseException(status.getCode(), String.valueOf(e.getMessage()));
        }
    }
}
