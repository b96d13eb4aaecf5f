package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The route by which a program or a page learns who it is signed in as. */
public final class MeRoutes implements Routes {
    @JsonPropertyOrder({"name", "role", "roles", "unit", "staff", "interests", "csrf"})
    private record Me(
            String name,
            String role,
            List<String> roles,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            String unit,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            String staff,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> interests,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String csrf) {
        static Me of(SignedIn by) {
            return new Me(
                    by.caller().name(),
                    by.caller().highest().word(),
                    by.caller().roles().stream().map(Role::word).toList(),
                    by.caller().ties().unit(),
                    by.caller().ties().staff(),
                    by.caller().ties().interests(),
                    by.csrf());
        }
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/api/v1/me", Access.SIGNED_IN, context -> RouteTable.json(context, Me.of(SignedIn.of(context))));
    }
}
