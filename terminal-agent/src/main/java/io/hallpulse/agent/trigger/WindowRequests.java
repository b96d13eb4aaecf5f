package io.hallpulse.agent.trigger;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.Session;
import io.hallpulse.agent.rating.WindowSession;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.config.Durations;
import io.hallpulse.runtime.log.DistinctLog;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a program at the counter may ask of a window: a session, and who is on duty. Any thread. */
final class WindowRequests {
    private static final long STORED_WITHIN_MILLIS = 5000;
    /** However long a client wants to wait. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    /** So many may wait for a session at a time, so that connections are left for those who open one; the others are answered at once. */
    private static final int MOST_WAITING = 16;

    private static final int LONGEST = 64;
    private static final Map<String, List<String>> METHODS = Map.of(
            "session", List.of("POST", "GET", "DELETE"),
            "staff", List.of("PUT", "DELETE"),
            "open", List.of("POST"),
            "close", List.of("POST"));

    private final Map<String, WindowConfig.Mode> windows;
    private final TriggerServer.Sink sink;
    private final TriggerServer.Waiting sessions;
    private final Supplier<String> ids;
    private final DistinctLog faults;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    /**
     * The requests of one terminal.
     *
     * @param windows by id
     * @param ids draws names of sessions
     */
    WindowRequests(
            Map<String, WindowConfig.Mode> windows,
            TriggerServer.Sink sink,
            TriggerServer.Waiting sessions,
            Supplier<String> ids,
            DistinctLog faults) {
        this.windows = windows;
        this.sink = sink;
        this.sessions = sessions;
        this.ids = ids;
        this.faults = faults;
    }

    /** The methods that a path takes, for {@code Allow}; empty where there is no such path. */
    static List<String> methods(String path) {
        String[] steps = path.split("/", -1);
        return steps.length == 4 && steps[1].equals("windows") ? METHODS.getOrDefault(steps[3], List.of()) : List.of();
    }

    /** Does what is asked, once it is stored. */
    Reply handle(String method, URI uri, byte[] body) throws Refused {
        String[] steps = uri.getPath().split("/", -1);
        String window = steps[2];
        WindowConfig.Mode mode = windows.get(window);
        if (mode == null) {
            throw new Refused(404, "window '" + window + "' is not configured on this terminal");
        }
        if (steps[3].equals("staff")) {
            return staff(window, method.equals("PUT") ? object(body) : null);
        }
        if (mode != WindowConfig.Mode.triggered) {
            throw new Refused(409, "window '" + window + "' is free; set mode: triggered to open sessions there");
        }
        return switch (steps[3] + " " + method) {
            case "session POST" -> {
                String id = ids.get();
                open(window, id, object(body));
                yield new Reply(201, Map.of("session", id));
            }
            case "session GET" -> session(window, wait(uri.getQuery()));
            case "open POST" -> {
                Map<?, ?> json = object(body);
                yield open(window, text(json, "session"), json);
            }
            default -> {
                store(at -> new Event.Close(window, at));
                yield Reply.DONE;
            }
        };
    }

    private Reply open(String window, @Nullable String id, Map<?, ?> json) throws Refused {
        text(json, "service"); // the business system's own, which no press carries
        Session session = new Session(id, text(json, "case"), text(json, "staff"));
        store(at -> new Event.Open(window, session, at));
        return Reply.DONE;
    }

    /** @param json null to sign out */
    private Reply staff(String window, @Nullable Map<?, ?> json) throws Refused {
        String staff = json == null ? null : text(json, "staff");
        if (json != null && (staff == null || staff.isBlank())) {
            throw new Refused(400, "staff is missing; name who signs in, or DELETE to sign out");
        }
        store(at -> new Event.Duty(window, staff, at));
        return Reply.DONE;
    }

    private Reply session(String window, Duration wait) throws Refused {
        boolean mayWait = waiting.tryAcquire();
        try {
            WindowSession session = sessions.await(window, mayWait ? wait : Duration.ZERO);
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("state", (session == null ? WindowSession.State.CLOSED : session.state()).word());
            told.put("session", session == null ? null : session.session().id());
            return new Reply(200, Collections.unmodifiableMap(told));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(503, "the terminal is stopping; try again");
        } finally {
            if (mayWait) {
                waiting.release();
            }
        }
    }

    private static Duration wait(@Nullable String query) throws Refused {
        if (query == null || query.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            if (query.startsWith("wait=")) {
                Duration wanted = Durations.parse(query.substring("wait=".length()));
                return wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT;
            }
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "wait: " + e.getMessage());
        }
        throw new Refused(400, "'" + query + "' is unknown; write ?wait=25s");
    }

    private static Map<?, ?> object(byte[] body) throws Refused {
        if (body.length == 0) {
            return Map.of();
        }
        try {
            return Json.read(body, Map.class);
        } catch (UnreadableMessage e) {
            throw new Refused(400, "the body is no JSON object: " + e.getMessage());
        }
    }

    private static @Nullable String text(Map<?, ?> json, String name) throws Refused {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new Refused(400, name + " is no text");
        }
        if (text.length() > LONGEST) {
            throw new Refused(400, name + " is longer than " + LONGEST + " characters; shorten it");
        }
        return text;
    }

    private void store(Function<Moment, Event> event) throws Refused {
        try {
            if (sink.accept(event).get(STORED_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            faults.fault("a session could not be stored in time; look at the disk");
        }
        throw new Refused(503, "it could not be stored; try again");
    }
}
