package io.hallpulse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Reads Server-Sent Events as a browser does, one block of lines at a time. */
public final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpResponse<Stream<String>> answer;
    private final Iterator<String> lines;

    private EventReader(HttpResponse<Stream<String>> answer) {
        this.answer = answer;
        this.lines = answer.body().iterator();
    }

    public static EventReader open(HttpClient client, URI uri) throws IOException, InterruptedException {
        return new EventReader(client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines()));
    }

    /** As {@link #open(HttpClient, URI)}, signed in. */
    public static EventReader open(HttpClient client, URI uri, String authorization)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .build();
        return new EventReader(client.send(request, HttpResponse.BodyHandlers.ofLines()));
    }

    public HttpResponse<?> answer() {
        return answer;
    }

    /** The lines up to the next empty one; waits for them. */
    public List<String> block() {
        List<String> block = new ArrayList<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            block.add(line);
        }
        return block;
    }

    /** The document of the next scores; waits for it. */
    public JsonNode scores() throws IOException {
        return event("scores");
    }

    /** The data of the next event of that name; waits for it, and passes over all others. */
    public JsonNode event(String name) throws IOException {
        List<String> block = block();
        while (!block.contains("event: " + name)) {
            block = block();
        }
        String data = block.stream()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(data.substring("data: ".length()));
    }

    @Override
    public void close() {
        answer.body().close();
    }
}
