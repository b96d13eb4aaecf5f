package io.hallpulse.gateway.stream;

import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.Scoreboard;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of scores. The scoreboard's thread only leaves the newest document of a hall in its slot; the streams' thread encodes it
 * once for all who watch that hall.
 */
public final class ScoreStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreStreams.class);

    private final OpenStreams streams;
    private final HallDocuments documents;
    private final Scoreboard scoreboard;
    private final List<AutoCloseable> subscriptions = new CopyOnWriteArrayList<>();
    private final Map<String, Set<StreamClient<NewestScores>>> clients = new HashMap<>(); // the streams' thread's own

    public ScoreStreams(OpenStreams streams, HallDocuments documents, Scoreboard scoreboard) {
        this.streams = streams;
        this.documents = documents;
        this.scoreboard = scoreboard;
    }

    /** Begins to take a hall's scores, now that somebody watches it. The streams' thread. */
    private Set<StreamClient<NewestScores>> subscribed(String hall) {
        AtomicReference<@Nullable HallScores> newest = new AtomicReference<>();
        subscriptions.add(scoreboard.subscribe(hall, scores -> {
            if (newest.getAndSet(scores) == null) {
                streams.execute(() -> publish(hall, newest));
            }
        }));
        return new HashSet<>();
    }

    /** Turns a request into a stream of the hall's scores, beginning with the document of this moment. */
    void join(Context context, String hall) {
        streams.reserve(context);
        context.future(() ->
                streams.begin(context, "scores of hall " + hall, new NewestScores(), client -> joined(hall, client)));
    }

    /** Without scores to begin with the stream ends: the browser comes again. */
    private void joined(String hall, StreamClient<NewestScores> client) {
        Set<StreamClient<NewestScores>> audience = audience(hall);
        audience.add(client);
        client.ended().thenRun(() -> audience.remove(client));
        documents
                .of(hall, Period.TODAY)
                .ifPresentOrElse(document -> offer(client, new ScoreFrame(document)), client::end);
    }

    private void publish(String hall, AtomicReference<@Nullable HallScores> newest) {
        HallScores scores = newest.getAndSet(null);
        if (scores == null) {
            return;
        }
        ScoreFrame frame = new ScoreFrame(documents.of(scores));
        for (StreamClient<NewestScores> client : List.copyOf(audience(hall))) {
            offer(client, frame);
        }
    }

    private static void offer(StreamClient<NewestScores> client, ScoreFrame frame) {
        client.pending().offer(frame);
        client.pump();
    }

    private Set<StreamClient<NewestScores>> audience(String hall) {
        return clients.computeIfAbsent(hall, this::subscribed);
    }

    /** Ends the subscriptions; the streams are ended by what opened them. */
    @Override
    public void close() {
        for (AutoCloseable subscription : subscriptions) {
            try {
                subscription.close();
            } catch (Exception e) {
                LOG.warn("a subscription of the scoreboard did not close: {}", e.toString());
            }
        }
    }
}
