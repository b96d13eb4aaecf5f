package io.hallpulse.gateway.stream;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.event.Event;
import io.hallpulse.gateway.event.Events;
import io.hallpulse.gateway.http.RouteTable;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The streams of events, each encoded once for all who hear of its hall. */
public final class EventStreams implements AutoCloseable {
    /** A connection that is gone is noticed when something is written to it. */
    private static final int BEAT_SECONDS = 15;
    /** After five minutes a client must come again: who has signed out, or was taken off the people, hears no more. */
    private static final int BEATS = 20;

    private static final byte[] BEAT = ascii(": beat\n\n");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");

    private final OpenStreams streams;
    private final Runnable subscription;
    private final Set<StreamClient<EventQueue>> clients = new HashSet<>(); // the streams' thread's own

    public EventStreams(OpenStreams streams, Events events) {
        this.streams = streams;
        subscription = events.listen(some -> streams.execute(() -> tell(some)));
        streams.every(BEAT_SECONDS, this::beat);
    }

    /** Turns a request into a stream of the events of a hall, or of all where it is null. A thread of the route table. */
    void join(Context context, @Nullable String hall) {
        streams.reserve(context);
        RouteTable.afterwards(context, streams.begin(context, "events", new EventQueue(hall), client -> {
            clients.add(client);
            client.ended().thenRun(() -> clients.remove(client));
            client.pump();
        }));
    }

    private void tell(List<Event> events) {
        for (Event event : clients.isEmpty() ? List.<Event>of() : events) {
            byte[] bytes = bytes(event);
            for (StreamClient<EventQueue> client : clients) {
                if (client.pending().hears(event.hall())) {
                    client.pending().offer(bytes);
                }
            }
        }
        List.copyOf(clients).forEach(StreamClient::pump);
    }

    private void beat() {
        for (StreamClient<EventQueue> client : List.copyOf(clients)) {
            if (client.pending().beat(BEAT) > BEATS) {
                client.end();
            } else {
                client.pump();
            }
        }
    }

    private static byte[] bytes(Event event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("hall", event.hall());
        String name;
        if (event instanceof Event.Pressed pressed) {
            name = "press";
            data.put("terminal", pressed.terminal().terminal());
            data.put("window", pressed.window());
            data.put("outcome", pressed.outcome().name().toLowerCase(Locale.ROOT));
            data.put("n", pressed.n());
        } else if (event instanceof Event.AlarmChanged alarm) {
            name = "alarm";
            data.put("id", alarm.id());
            data.put("kind", alarm.kind());
            data.put("state", alarm.state());
            data.put("open", alarm.open());
        } else {
            Event.TerminalChanged changed = (Event.TerminalChanged) event;
            name = "terminal";
            data.put("terminal", changed.terminal().terminal());
            data.put("state", changed.state());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii("event: " + name));
        bytes.writeBytes(DATA);
        bytes.writeBytes(Json.write(data)); // one line: JSON escapes line ends
        bytes.writeBytes(END);
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        subscription.run();
    }
}
