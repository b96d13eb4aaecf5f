package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.ticket.TicketCount;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.ticket.Tickets;
import io.hallpulse.gateway.ticket.Tickets.Kept;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnprocessableContentResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The route by which queue machines tell how many tickets were closed. */
public final class TicketRoutes implements Routes {
    private static final String PATH = "/api/v1/halls/{hall}/tickets";
    private static final Set<String> MEMBERS = Set.of("window", "closed", "from", "to");
    private static final int MOST_BYTES = 1024;

    private final KnownHalls halls;
    private final Tickets tickets;
    private final InstantSource clock;

    /** @param clock the gateway's own, which says which hours are over */
    public TicketRoutes(KnownHalls halls, Tickets tickets, InstantSource clock) {
        this.halls = halls;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** @param state {@code stored}, {@code repeated} or {@code replaced} */
    @JsonPropertyOrder({"state"})
    private record Answer(String state) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.post(PATH, Access.TECHNICIAN, MOST_BYTES, this::post);
    }

    private void post(Context context, byte[] body) throws IOException, InterruptedException {
        Hall hall = halls.require(context.pathParam("hall"));
        TicketCount count = count(hall, SentDocument.of(body, "POST " + PATH));
        String sender = SignedIn.of(context).caller().name();
        Kept kept = Commit.of(() -> tickets.keep(sender, count));
        context.status(kept == Kept.STORED ? HttpStatus.CREATED : HttpStatus.OK);
        RouteTable.json(context, new Answer(kept.name().toLowerCase(Locale.ROOT)));
    }

    private TicketCount count(Hall hall, SentDocument document) {
        TicketCount count;
        try {
            document.requireOnly("a ticket count", MEMBERS);
            count = new TicketCount(
                    hall.id(),
                    document.wanted("window"),
                    document.whole("closed", "send how many tickets were closed in the hour"),
                    document.instant("from"),
                    document.instant("to"));
        } catch (IllegalArgumentException e) {
            throw new UnprocessableContentResponse(String.valueOf(e.getMessage()));
        }
        Optional<String> fault = count.fault(hall, clock.instant());
        if (fault.isPresent()) {
            throw new UnprocessableContentResponse(fault.get());
        }
        return count;
    }
}
