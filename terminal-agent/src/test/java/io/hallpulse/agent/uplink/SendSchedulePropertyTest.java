package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.RunSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A schedule over a link that loses, repeats and cuts, to a gateway that is restored from backups: in the end it has every press. */
class SendSchedulePropertyTest {
    @Test
    void delivery_overALossyLinkAndRestores_bringsEveryPressAndDeletesNoneThatIsMissing() {
        qt().withExamples(300).forAll(longs().all()).checkAssert(seed -> new World(seed).run());
    }

    private static final class World {
        private final Random random;
        private final Map<String, RunSpan> outbox = new LinkedHashMap<>();
        private Map<String, BitSet> gateway = new LinkedHashMap<>();
        private final List<Ack> acksUnderway = new ArrayList<>();
        private SendSchedule delivery;
        private Owner owner = new Owner("g", Instant.EPOCH);
        private int largestInFlight;
        private boolean lossy = true;
        private long nanos = 1;

        World(long seed) {
            random = new Random(seed);
            delivery = new SendSchedule(null, held(), nanos);
        }

        void run() {
            for (int step = 0; step < 300; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> reconnect(null);
                    case 1 -> restore();
                    case 2 -> restart();
                    case 3 -> delete();
                    case 4, 5 ->
                        nanos += Duration.ofMillis(random.nextInt(20_000)).toNanos();
                    case 6, 7, 8 -> press(1 + random.nextInt(20) * random.nextInt(60));
                    default -> exchange();
                }
            }
            lossy = false;
            for (int step = 0; step < 200 && delivery.waiting(held()) > 0; step++) {
                nanos += Duration.ofSeconds(30).toNanos();
                status();
                exchange();
            }
            held().forEach(span -> assertHas(span.run(), span.low(), span.next() - 1));
            assertThat(delivery.statusRuns(held())).isEmpty();
            assertThat(largestInFlight).isLessThanOrEqualTo(SendSchedule.MAX_IN_FLIGHT);
        }

        private List<RunSpan> held() {
            return outbox.values().stream()
                    .filter(span -> span.low() < span.next())
                    .toList();
        }

        private void press(int presses) {
            String run = "r" + Math.max(0, outbox.size() - 1);
            RunSpan span = outbox.getOrDefault(run, new RunSpan(run, 1, 1));
            outbox.put(run, new RunSpan(run, span.low(), span.next() + presses));
        }

        private void restart() {
            String run = "r" + outbox.size();
            outbox.put(run, new RunSpan(run, 1, 1));
            reconnect(null);
        }

        private void reconnect(@Nullable Owner newOwner) {
            acksUnderway.clear();
            delivery = new SendSchedule(newOwner, held(), nanos);
            status();
        }

        /** The gateway comes back with what it had before, under a new {@code since}. */
        private void restore() {
            Map<String, BitSet> backup = new LinkedHashMap<>();
            gateway.forEach((run, seqs) -> {
                BitSet kept = (BitSet) seqs.clone();
                long low = Objects.requireNonNull(outbox.get(run)).low();
                int from = (int) Math.max(low, random.nextInt(1000));
                kept.clear(from, Math.max(from, seqs.length()));
                backup.put(run, kept);
            });
            gateway = backup;
            owner = new Owner("g", owner.since().plusMillis(1));
            if (delivery.isEndedBy(owner)) {
                reconnect(owner);
            }
        }

        private void delete() {
            for (RunSpan span : held()) {
                long upTo = Math.min(delivery.deletableUpTo(span.run()), span.next() - 1);
                assertHas(span.run(), span.low(), upTo);
                if (upTo >= span.low()) {
                    outbox.put(span.run(), new RunSpan(span.run(), upTo + 1, span.next()));
                }
            }
        }

        /** Each status is answered with an ack for each run that it names. */
        private void status() {
            delivery.statusRuns(held()).forEach(this::acknowledge);
        }

        private void exchange() {
            int sent = 0;
            for (var next = delivery.next(held(), nanos); next.isPresent(); next = delivery.next(held(), nanos)) {
                SendSchedule.Batch batch = next.get();
                delivery.sent(batch, nanos);
                sent++;
                if (!lossy || random.nextInt(4) > 0) {
                    has(batch.run()).set((int) batch.fromSeq(), (int) batch.toSeq() + 1);
                    acknowledge(Objects.requireNonNull(outbox.get(batch.run())));
                }
            }
            largestInFlight = Math.max(largestInFlight, sent);
            List<Ack> arriving = List.copyOf(acksUnderway);
            acksUnderway.clear();
            arriving.forEach(ack -> delivery.onAck(ack, held()));
        }

        private void acknowledge(RunSpan span) {
            long upTo = has(span.run()).nextClearBit((int) span.low()) - 1;
            if (!lossy || random.nextInt(4) > 0) {
                acksUnderway.add(new Ack("g", span.run(), upTo, span.low()));
            }
        }

        private BitSet has(String run) {
            return gateway.computeIfAbsent(run, any -> new BitSet());
        }

        private void assertHas(String run, long from, long to) {
            assertThat((long) has(run).nextClearBit((int) from))
                    .as("of %s, from %d", run, from)
                    .isGreaterThan(to);
        }
    }
}
