package io.hallpulse.gateway.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Where events are told to those who listen; nothing is kept. Any thread. */
public final class Events {
    private final List<Consumer<List<Event>>> listeners = new CopyOnWriteArrayList<>();

    /** Tells what is committed; returns at once. */
    public void tell(List<Event> events) {
        listeners.forEach(listener -> listener.accept(events));
    }

    /**
     * Begins to listen. The listener must neither block nor throw.
     *
     * @return what ends it
     */
    public Runnable listen(Consumer<List<Event>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
