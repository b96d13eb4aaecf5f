package io.hallpulse.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class ChannelRatingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int SENT = 40;

    @TempDir
    private Path data = Path.of("");

    private record Sent(String sender, String key, ChannelRating rating) {}

    /** Whatever is sent again, in whatever order, by how many senders of the same keys: each is counted once, and as it came first. */
    @RepeatedTest(5)
    void keep_anyOrderOfAnyRepeats_countsEachOnce() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Sent> first = new ArrayList<>();
        for (int i = 0; i < SENT; i++) {
            first.add(new Sent(i % 2 == 0 ? "hotline" : "portal", "k" + i / 2, rating(random)));
        }
        List<Sent> all = new ArrayList<>(first);
        for (int i = 0; i < 2 * SENT; i++) {
            all.add(first.get(random.nextInt(SENT)));
        }
        Collections.shuffle(all, random);
        Halls halls = TestHalls.north(data, "A03", "A04").directory();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Store store = TestDatabase.embedded(data).open();
                StoreWriter writer = store.writer()) {
            ChannelRatings ratings = new ChannelRatings(writer, () -> halls, () -> NOW, meters);
            int stored = 0;
            for (Sent sent : all) {
                Kept kept =
                        ratings.keep(sent.sender(), sent.key(), sent.rating()).get();
                assertThat(kept).as("seed %d", seed).isNotInstanceOf(Kept.Refused.class);
                stored += kept instanceof Kept.Stored ? 1 : 0;
            }
            assertThat(stored).as("seed %d", seed).isEqualTo(SENT);
            Sent other = new Sent("hotline", "k0", other(first.get(0).rating()));
            assertThat(ratings.keep(other.sender(), other.key(), other.rating()).get())
                    .isInstanceOf(Kept.Refused.class);
            assertThat(flat(store.reader().channels().sums("north", 0, Long.MAX_VALUE, Long.MAX_VALUE)))
                    .as("seed %d", seed)
                    .isEqualTo(expected(first));
            for (Channel channel : Channel.values()) {
                assertThat(meters.get("hallpulse.channel.ratings")
                                .tag("channel", channel.word())
                                .counter()
                                .count())
                        .as(channel.word())
                        .isEqualTo(first.stream()
                                .filter(sent -> sent.rating().channel() == channel)
                                .count());
            }
        }
    }

    private static ChannelRating rating(Random random) {
        return new ChannelRating(
                Channel.values()[random.nextInt(Channel.values().length)],
                "north",
                random.nextBoolean() ? "A03" : "A04",
                1 + random.nextInt(5),
                List.of(),
                random.nextBoolean() ? null : "办件-" + random.nextInt(9),
                NOW.minusSeconds(random.nextInt(100_000)));
    }

    private static ChannelRating other(ChannelRating rating) {
        return new ChannelRating(
                rating.channel(),
                rating.hall(),
                rating.window(),
                rating.level() % 5 + 1,
                List.of(),
                rating.caseNumber(),
                rating.at());
    }

    private static Map<String, List<Long>> flat(Map<Channel, Map<String, long[]>> sums) {
        Map<String, List<Long>> flat = new TreeMap<>();
        sums.forEach((channel, windows) -> windows.forEach((window, n) ->
                flat.put(channel + "/" + window, Arrays.stream(n).boxed().toList())));
        return flat;
    }

    private static Map<String, List<Long>> expected(List<Sent> first) {
        Map<String, List<Long>> expected = new TreeMap<>();
        for (Sent sent : first) {
            List<Long> n = expected.computeIfAbsent(
                    sent.rating().channel() + "/" + sent.rating().window(),
                    key -> new ArrayList<>(Collections.nCopies(5, 0L)));
            int level = sent.rating().level() - 1;
            n.set(level, n.get(level) + 1);
        }
        return expected;
    }
}
