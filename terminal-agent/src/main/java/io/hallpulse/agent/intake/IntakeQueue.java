package io.hallpulse.agent.intake;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The bounded queue in front of the deciding thread. What does not fit is refused at once, and counted until the notebook has the count.
 * Any thread; nothing waits but {@link #take} and {@link #stop}.
 */
final class IntakeQueue {
    private static final int CAPACITY = 1024;
    private static final int LARGEST_GROUP = 256;

    /** What the deciding thread takes out. */
    sealed interface Item {}

    record Pressed(KeyPress press) implements Item {}

    record Triggered(Function<Moment, Event> event, CompletableFuture<Boolean> stored) implements Item {}

    /** The last item: after it the deciding thread ends. */
    record Stop() implements Item {}

    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong refused = new AtomicLong();
    private final BiConsumer<KeyPress, Answer> answers;
    private volatile boolean closed;

    /** @param answers takes what became of a press that is refused here, on the device's own thread */
    IntakeQueue(BiConsumer<KeyPress, Answer> answers) {
        this.answers = answers;
    }

    void key(KeyPress press) {
        if (closed || !queue.offer(new Pressed(press))) {
            addRefused();
            answers.accept(press, Answer.NOT_STORED);
        }
    }

    CompletableFuture<Boolean> trigger(Function<Moment, Event> event) {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        if (closed || !queue.offer(new Triggered(event, stored))) {
            stored.complete(false);
        }
        return stored;
    }

    /**
     * Waits so long at most for an item, and takes all that are there, 256 at most.
     *
     * @return whether the last item is among them
     */
    boolean take(Collection<Item> group, long waitMillis) throws InterruptedException {
        Item first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            group.add(first);
            queue.drainTo(group, LARGEST_GROUP - 1);
        }
        for (Item item : group) {
            if (item instanceof Stop) {
                return true;
            }
        }
        return false;
    }

    /** Takes nothing more but the last item; false where there was no room for it within the time. */
    boolean stop(long waitMillis) throws InterruptedException {
        closed = true;
        return queue.offer(new Stop(), waitMillis, TimeUnit.MILLISECONDS);
    }

    /** Counts a press that was refused. */
    void addRefused() {
        refused.incrementAndGet();
    }

    /** Presses refused that {@link #takeRefused} has not taken. */
    long refused() {
        return refused.get();
    }

    /** The count so far, which begins anew. */
    long takeRefused() {
        return refused.getAndSet(0);
    }
}
