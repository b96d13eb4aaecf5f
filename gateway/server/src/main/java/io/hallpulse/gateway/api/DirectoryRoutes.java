package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.ScreenRules;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.http.EntityTag;
import io.hallpulse.gateway.http.IfMatch;
import io.hallpulse.gateway.http.LoginGate;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The directory's halls and windows, to read and to change. A PUT says what all of them are from then on: one that it leaves out is no
 * longer in the directory, and what was pressed there stays.
 */
public final class DirectoryRoutes implements Routes {
    private static final int MOST_BYTES = 512 * 1024;
    private static final String HALLS = "/api/v1/directory/halls";
    private static final String WINDOWS = "/api/v1/directory/windows";

    private final Directory directory;
    private final LoginGate gate;

    /** A hall without its windows. */
    @JsonPropertyOrder({"id", "name", "timeZone", "minimumRatings", "publishStep", "staleAfterMillis", "neutral"})
    record HallEntry(
            String id,
            Name name,
            String timeZone,
            int minimumRatings,
            int publishStep,
            long staleAfterMillis,
            @Nullable List<Integer> neutral) {}

    /** A window and its hall. */
    @JsonPropertyOrder({"hall", "id", "name", "department", "category"})
    record WindowEntry(
            String hall,
            String id,
            Name name,
            @Nullable String department,
            @Nullable String category) {}

    record HallList(List<HallEntry> halls) {}

    record WindowList(List<WindowEntry> windows) {}

    public DirectoryRoutes(Directory directory, LoginGate gate) {
        this.directory = directory;
        this.gate = gate;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(HALLS, gate.guard(context -> answer(context, halls(directory.current()))));
        routes.get(WINDOWS, gate.guard(context -> answer(context, windows(directory.current()))));
        routes.put(HALLS, MOST_BYTES, gate, (context, body) -> {
            HallList wanted = read(body, HallList.class);
            change(context, halls -> withHalls(halls, wanted), DirectoryRoutes::halls);
        });
        routes.put(WINDOWS, MOST_BYTES, gate, (context, body) -> {
            WindowList wanted = read(body, WindowList.class);
            change(context, halls -> withWindows(halls, wanted), DirectoryRoutes::windows);
        });
    }

    private static void answer(Context context, Object document) {
        context.header(Header.ETAG, tag(document));
        RouteTable.json(context, document);
    }

    private static HallList halls(Halls halls) {
        return new HallList(halls.all().stream()
                .map(hall -> new HallEntry(
                        hall.id(),
                        hall.name(),
                        hall.zone().getId(),
                        hall.screen().minimumRatings(),
                        hall.screen().publishStep(),
                        hall.screen().staleAfter().toMillis(),
                        hall.neutral()))
                .toList());
    }

    private static WindowList windows(Halls halls) {
        List<WindowEntry> entries = new ArrayList<>();
        for (Hall hall : halls.all()) {
            for (Window window : hall.windows().values()) {
                entries.add(
                        new WindowEntry(hall.id(), window.id(), window.name(), window.department(), window.category()));
            }
        }
        return new WindowList(entries);
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            T read = Json.read(body, type);
            if (read == null) {
                throw new BadRequestResponse("the body is null");
            }
            return read;
        } catch (UnreadableMessage e) {
            throw new BadRequestResponse("the body cannot be read: " + e.getMessage());
        }
    }

    private static Halls withHalls(Halls halls, HallList wanted) {
        List<Hall> changed = new ArrayList<>();
        for (HallEntry entry : present(wanted.halls(), "halls")) {
            Hall known = entry.id() == null ? null : halls.hall(entry.id());
            if (known == null) {
                throw new BadRequestResponse("no hall is called '" + entry.id()
                        + "'; a hall comes into the directory with its windows, by gateway.yaml");
            }
            changed.add(Hall.of(
                    known.id(),
                    present(entry.name(), "name"),
                    present(entry.timeZone(), "timeZone"),
                    new ScreenRules(
                            entry.minimumRatings(),
                            only1(entry.publishStep()),
                            Duration.ofMillis(entry.staleAfterMillis())),
                    entry.neutral() == null ? List.of() : entry.neutral(),
                    known.windows().values()));
        }
        if (changed.isEmpty()) {
            throw new BadRequestResponse("a gateway serves at least one hall");
        }
        return new Halls(changed);
    }

    private static int only1(int publishStep) {
        if (publishStep != 1) {
            throw new BadRequestResponse("publishStep: steps are not available in this version; set it to 1");
        }
        return publishStep;
    }

    private static Halls withWindows(Halls halls, WindowList wanted) {
        Map<String, List<Window>> byHall = new LinkedHashMap<>();
        for (WindowEntry entry : present(wanted.windows(), "windows")) {
            if (entry.hall() == null || halls.hall(entry.hall()) == null) {
                throw new BadRequestResponse("window " + entry.id() + ": no hall is called '" + entry.hall() + "'");
            }
            byHall.computeIfAbsent(entry.hall(), hall -> new ArrayList<>())
                    .add(new Window(
                            present(entry.id(), "id"),
                            present(entry.name(), "name"),
                            entry.department() == null ? "" : entry.department(),
                            entry.category() == null ? "" : entry.category()));
        }
        return new Halls(halls.all().stream()
                .map(hall -> hall.withWindows(byHall.getOrDefault(hall.id(), List.of())))
                .toList());
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new BadRequestResponse(name + " is missing");
        }
        return value;
    }

    private void change(Context context, UnaryOperator<Halls> change, Function<Halls, Object> document)
            throws IOException, InterruptedException {
        IfMatch wanted = IfMatch.of(context);
        UnaryOperator<Halls> checked = before -> {
            wanted.require(tag(document.apply(before)));
            try {
                return change.apply(before);
            } catch (IllegalArgumentException e) {
                throw new BadRequestResponse(String.valueOf(e.getMessage()));
            }
        };
        Halls preview = checked.apply(directory.current()); // what is refused disturbs no transaction
        if ("true".equals(context.queryParam("preview"))) {
            answer(context, document.apply(preview));
            return;
        }
        try {
            answer(context, document.apply(directory.change(checked).get()));
        } catch (RejectedExecutionException e) {
            throw new ServiceUnavailableResponse(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IOException("the directory is not changed", e);
        }
    }

    private static String tag(Object document) {
        return EntityTag.of(Json.write(document));
    }
}
