package io.hallpulse.gateway.score;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Scores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The publisher of one hall's scores to its listeners and to the broker, when they change and from time to time. The scoreboard's thread. */
final class ScorePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ScorePublisher.class);
    private static final long LISTENERS_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long BROKER_NANOS = Duration.ofSeconds(20).toNanos();

    private final Consumer<Scores> broker;
    /** The one thing here that other threads touch. */
    private final List<Consumer<HallScores>> listeners = new CopyOnWriteArrayList<>();

    private final Map<String, WindowScore> published = new HashMap<>();
    private @Nullable List<WindowScore> sent;
    private long sentNanos;
    private long publishedNanos;

    ScorePublisher(Consumer<Scores> broker) {
        this.broker = broker;
    }

    AutoCloseable listen(Consumer<HallScores> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Publishes what is due; whether there was anything for the listeners. */
    boolean publish(HallScores scores, long nowNanos) {
        List<WindowScore> ageless =
                scores.windows().stream().map(WindowScore::ageless).toList();
        boolean isDue = !ageless.equals(sent) || nowNanos - sentNanos >= LISTENERS_NANOS;
        if (isDue) {
            sent = ageless;
            sentNanos = nowNanos;
            listeners.forEach(listener -> send(listener, scores));
        }
        boolean all = published.isEmpty() || nowNanos - publishedNanos >= BROKER_NANOS;
        for (WindowScore window : ageless) {
            if (all || !window.equals(published.get(window.window()))) {
                published.put(window.window(), window);
                broker.accept(message(scores, window));
            }
        }
        publishedNanos = all ? nowNanos : publishedNanos;
        return isDue;
    }

    private static void send(Consumer<HallScores> listener, HallScores scores) {
        try {
            listener.accept(scores);
        } catch (RuntimeException e) {
            LOG.error("A listener of hall {} failed", scores.hall(), e);
        }
    }

    private static Scores message(HallScores scores, WindowScore window) {
        return new Scores(
                Json.VERSION,
                scores.hall(),
                window.window(),
                scores.asOf(),
                scores.period(),
                window.n(),
                window.total(),
                window.satisfaction(),
                window.bad(),
                window.mean(),
                window.index());
    }
}
