package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A full inbox holds back whoever puts in what the broker wants acknowledged, and nobody else. */
class InboxTest {
    private static final int ROOM = 2 * Inbox.RECEIVE_MAXIMUM;

    private final Inbox inbox = new Inbox();
    private final AtomicReference<Boolean> taken = new AtomicReference<>();
    private final AtomicReference<Boolean> interrupted = new AtomicReference<>();
    private final Thread callback = new Thread(() -> {
        taken.set(inbox.offer(message("late"), true));
        interrupted.set(Thread.currentThread().isInterrupted());
    });

    @AfterEach
    void end() throws InterruptedException {
        inbox.close();
        callback.join();
    }

    @Test
    void full_callbackWaits_untilIngestTakes() throws Exception {
        fillAndWait();

        assertThat(inbox.take(Duration.ofSeconds(1), Integer.MAX_VALUE)).hasSize(ROOM);

        await().until(() -> Boolean.TRUE.equals(taken.get()));
        assertThat(inbox.take(Duration.ofSeconds(1), Integer.MAX_VALUE))
                .extracting(Delivery::topic)
                .containsExactly("late");
    }

    @Test
    void full_callbackWaits_untilTheConnectionEnds() {
        fillAndWait();

        inbox.clear();

        await().until(() -> Boolean.TRUE.equals(taken.get()));
    }

    @Test
    void full_callbackWaits_untilTheGatewayStops() {
        fillAndWait();

        inbox.close();

        await().until(() -> Boolean.FALSE.equals(taken.get()));
    }

    @Test
    void full_interruptedCallback_goesAwayAndStaysInterrupted() {
        fillAndWait();

        callback.interrupt();

        await().until(() -> Boolean.FALSE.equals(taken.get()));
        await().until(() -> Boolean.TRUE.equals(interrupted.get()));
    }

    @Test
    void halfFull_messageThatNeedsNoAcknowledgement_isTurnedAway() {
        for (int i = 0; i < Inbox.RECEIVE_MAXIMUM; i++) {
            assertThat(inbox.offer(message("status"), false)).isTrue();
        }

        assertThat(inbox.offer(message("status"), false)).isFalse();
        assertThat(inbox.offer(message("presses"), true)).isTrue();
    }

    @Test
    void take_stopsAtItsBytes_butTakesOneAtLeast() throws Exception {
        inbox.offer(message("a"), true);
        inbox.offer(message("b"), true);

        assertThat(inbox.take(Duration.ofSeconds(1), 1))
                .extracting(Delivery::topic)
                .containsExactly("a");
        assertThat(inbox.take(Duration.ofSeconds(1), 1))
                .extracting(Delivery::topic)
                .containsExactly("b");
    }

    private void fillAndWait() {
        for (int i = 0; i < ROOM; i++) {
            assertThat(inbox.offer(message("early"), true)).isTrue();
        }
        callback.start();
        await().until(() -> callback.getState() == Thread.State.TIMED_WAITING);
    }

    private static Delivery message(String topic) {
        return new Delivery(topic, new byte[10], 0, false, () -> {});
    }
}
