package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.RunSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendScheduleTest {
    private static final Owner OWNER = new Owner("g1", Instant.EPOCH);

    private long nanos;
    private SendSchedule delivery = new SendSchedule(null, List.of(), 0);

    @Test
    void next_onePressOfANewRun_goesAloneAndAtOnce() {
        assertThat(delivery.next(held(1, 2), nanos)).contains(batch(1, 1));
    }

    @Test
    void next_backlog_goesInBatchesUpToEightUnacknowledged() {
        List<RunSpan> held = held(1, 10_001);
        for (int i = 0; i < SendSchedule.MAX_IN_FLIGHT; i++) {
            assertThat(send(held)).contains(batch(500L * i + 1, 500L * i + 500));
        }
        assertThat(send(held)).isEmpty();

        ack("a", 500, held);
        assertThat(send(held)).contains(batch(4001, 4500));
        assertThat(send(held)).isEmpty();
    }

    @Test
    void next_messageThatHeldFewerPresses_goesOnBehindThem() {
        SendSchedule.Batch first = delivery.next(held(1, 1001), nanos).orElseThrow();
        delivery.sent(new SendSchedule.Batch("a", first.fromSeq(), 300), nanos);

        assertThat(delivery.next(held(1, 1001), nanos)).contains(batch(301, 800));
    }

    @Test
    void next_runHeldBefore_waitsForItsFirstAckOrFiveSeconds() {
        List<RunSpan> held = held(1, 11);
        delivery = new SendSchedule(null, held, nanos);
        assertThat(delivery.next(held, nanos)).isEmpty();
        assertThat(delivery.nextWakeupNanos(held, nanos))
                .isEqualTo(Duration.ofSeconds(5).toNanos());
        ack("a", 6, held);
        assertThat(delivery.next(held, nanos)).contains(batch(7, 10));

        delivery = new SendSchedule(null, held, nanos);
        nanos += Duration.ofSeconds(5).toNanos();
        assertThat(delivery.next(held, nanos)).contains(batch(1, 10));
    }

    @Test
    void next_severalRuns_goOldestFirst() {
        List<RunSpan> held = List.of(new RunSpan("a", 1, 3), new RunSpan("b", 1, 2));

        assertThat(send(held)).contains(batch(1, 2));
        assertThat(send(held)).contains(new SendSchedule.Batch("b", 1, 1));
        assertThat(send(held)).isEmpty();
    }

    @Test
    void onAck_belowLow_meansNothingIsAcknowledged() {
        List<RunSpan> held = held(5, 8);
        ack("a", 4, held);

        assertThat(delivery.next(held, nanos)).contains(batch(5, 7));
        assertThat(delivery.statusRuns(held)).isEqualTo(held);
        assertThat(delivery.waiting(held)).isEqualTo(3);
    }

    @Test
    void onAck_lowerThanBefore_makesRowsUnsentAgain() {
        List<RunSpan> held = held(1, 11);
        ack("a", 10, held);
        assertThat(delivery.next(held, nanos)).isEmpty();
        assertThat(delivery.statusRuns(held)).isEmpty();
        assertThat(delivery.deletableUpTo("a")).isEqualTo(10);

        ack("a", 4, held);
        assertThat(delivery.next(held, nanos)).contains(batch(5, 10));
        assertThat(delivery.deletableUpTo("a")).isEqualTo(4);
        assertThat(delivery.waiting(held)).isEqualTo(6);
    }

    @Test
    void onAck_beyondTheRun_saysNothingOfPressesToCome() {
        ack("a", 1_000_000, held(1, 3));

        assertThat(delivery.next(held(1, 4), nanos)).contains(batch(3, 3));
        assertThat(delivery.deletableUpTo("a")).isEqualTo(2);
    }

    @Test
    void onAck_toALowAboveWhatAnOlderCardHoldsAgain_claimsNothingOfIt() {
        List<RunSpan> held = held(3, 8);
        delivery.onAck(new Ack("g1", "a", 6, 6), held);
        assertThat(delivery.deletableUpTo("a")).isZero();
        assertThat(delivery.next(held, nanos)).contains(batch(3, 7));

        delivery.onAck(new Ack("g1", "a", 6, 3), held);
        assertThat(delivery.deletableUpTo("a")).isEqualTo(6);
        assertThat(delivery.next(held, nanos)).contains(batch(7, 7));
    }

    @Test
    void onAck_ofARunThatIsNotHeld_isPassedOver() {
        ack("z", 5, held(1, 3));

        assertThat(delivery.deletableUpTo("z")).isZero();
    }

    @Test
    void onAck_ofAnotherGatewayThanTheOwner_isPassedOver() {
        delivery = new SendSchedule(OWNER, held(1, 3), nanos);
        delivery.onAck(new Ack("g2", "a", 2, 1), held(1, 3));
        assertThat(delivery.deletableUpTo("a")).isZero();

        delivery.onAck(new Ack("g1", "a", 2, 1), held(1, 3));
        assertThat(delivery.deletableUpTo("a")).isEqualTo(2);
    }

    @Test
    void isEndedBy_anotherGatewayOrAnotherSince_notTheSame() {
        delivery = new SendSchedule(OWNER, List.of(), nanos);

        assertThat(delivery.isEndedBy(new Owner("g1", Instant.EPOCH))).isFalse();
        assertThat(delivery.isEndedBy(new Owner("g1", Instant.EPOCH.plusMillis(1))))
                .isTrue();
        assertThat(delivery.isEndedBy(new Owner("g2", Instant.EPOCH))).isTrue();
        assertThat(new SendSchedule(null, List.of(), nanos).isEndedBy(OWNER)).isTrue();
    }

    @Test
    void next_unacknowledged_isSentAgainAfterTenSecondsDoublingToFiveMinutes() {
        List<RunSpan> held = held(1, 2);
        assertThat(send(held)).isPresent();
        for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            long due = nanos + Duration.ofSeconds(seconds).toNanos();
            nanos = due - 1;
            assertThat(delivery.next(held, nanos)).isEmpty();
            assertThat(delivery.nextWakeupNanos(held, nanos)).isEqualTo(due);
            nanos = due;
            assertThat(send(held)).contains(batch(1, 1));
        }
        ack("a", 1, held);
        assertThat(delivery.nextWakeupNanos(held, nanos)).isEqualTo(Long.MAX_VALUE);

        assertThat(send(held(1, 3))).contains(batch(2, 2));
        nanos += Duration.ofSeconds(10).toNanos();
        assertThat(send(held(1, 3))).contains(batch(2, 2));
    }

    @Test
    void next_runThatIsNeverAcknowledged_doesNotKeepOthersFromBeingSent() {
        List<RunSpan> held = List.of(new RunSpan("a", 1, 5001), new RunSpan("b", 1, 2));
        while (send(held).isPresent()) {
            // until eight are on their way
        }
        nanos += Duration.ofSeconds(10).toNanos();

        assertThat(send(held)).contains(batch(1, 500));
        assertThat(send(held)).contains(new SendSchedule.Batch("b", 1, 1));
    }

    private Optional<SendSchedule.Batch> send(List<RunSpan> held) {
        Optional<SendSchedule.Batch> next = delivery.next(held, nanos);
        next.ifPresent(batch -> delivery.sent(batch, nanos));
        return next;
    }

    private void ack(@Nullable String run, long upTo, List<RunSpan> held) {
        delivery.onAck(new Ack(1, "g1", String.valueOf(run), upTo, null), held);
    }

    private static List<RunSpan> held(long low, long next) {
        return List.of(new RunSpan("a", low, next));
    }

    private static SendSchedule.Batch batch(long from, long to) {
        return new SendSchedule.Batch("a", from, to);
    }
}
