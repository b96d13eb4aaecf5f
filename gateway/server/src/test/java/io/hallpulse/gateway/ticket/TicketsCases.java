package io.hallpulse.gateway.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.ticket.TicketCount;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TicketReader.Feed;
import io.hallpulse.gateway.store.TicketReader.Hour;
import io.hallpulse.gateway.ticket.Tickets.Kept;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closed tickets beside the ratings of the same hours, in any database. */
abstract class TicketsCases {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Nine in the morning there. */
    private static final Instant NINE = Instant.parse("2026-11-24T01:00:00Z");

    private static final Instant TEN = NINE.plusSeconds(3600);
    private static final Instant NEXT_DAY = Instant.parse("2026-11-25T02:30:00Z");
    private static final Instant TODAY_NINE = Instant.parse("2026-11-25T01:00:00Z");

    @TempDir
    Path data;

    abstract TestDatabase database(Path data);

    private static TicketCount count(String window, int closed, Instant hour) {
        return new TicketCount("north", window, closed, hour, hour.plusSeconds(3600));
    }

    private static TallyKey key(String window, Instant hour, int level) {
        return new TallyKey("north", window, hour.toEpochMilli(), level);
    }

    @Test
    void hours_countOnce_besideTheRatingsOfTheSameHours_andTodaysAreForAuditors() throws Exception {
        try (Store store = database(data).open();
                StoreWriter writer = store.writer()) {
            Tickets tickets = new Tickets(writer, InstantSource.fixed(NEXT_DAY));
            assertThat(tickets.keep("queue", count("A03", 11, NINE)).get()).isEqualTo(Kept.STORED);
            assertThat(tickets.keep("queue", count("A03", 11, NINE)).get()).isEqualTo(Kept.REPEATED);
            assertThat(tickets.keep("queue", count("A03", 12, NINE)).get()).isEqualTo(Kept.REPLACED);
            assertThat(tickets.keep("queue", count("A03", 3, TEN)).get()).isEqualTo(Kept.STORED);
            assertThat(tickets.keep("queue", count("A04", 0, NINE)).get()).isEqualTo(Kept.STORED);
            assertThat(tickets.keep("queue", count("A03", 7, TODAY_NINE)).get()).isEqualTo(Kept.STORED);
            writer.transaction(tables -> {
                tables.tallies()
                        .add(Map.of(
                                key("A03", NINE, 5), new Tally(5, 0),
                                key("A03", NINE, 1), new Tally(3, 0),
                                key("A03", TEN.plusSeconds(3600), 5), new Tally(40, 0),
                                key("A04", NINE, 4), new Tally(2, 0),
                                key("A05", NINE, 4), new Tally(9, 0),
                                key("A03", TODAY_NINE, 5), new Tally(6, 0)));
                tables.heldBack().add(Map.of(key("A03", NINE, 1), new Tally(1, 0)));
                return true;
            });

            assertThat(sums(store, false, TallyReader.FROM_EVER, Long.MAX_VALUE))
                    .as("an hour without a feed is on neither side, and what is held back is not told")
                    .isEqualTo(Map.of("A03", new Feed(15, 7), "A04", new Feed(0, 2)));
            assertThat(sums(store, true, TallyReader.FROM_EVER, Long.MAX_VALUE))
                    .isEqualTo(Map.of("A03", new Feed(22, 14), "A04", new Feed(0, 2)));
            assertThat(sums(store, false, TEN.toEpochMilli(), Long.MAX_VALUE)).isEqualTo(Map.of("A03", new Feed(3, 0)));
            assertThat(sums(store, false, NINE.toEpochMilli(), TEN.toEpochMilli()))
                    .isEqualTo(Map.of("A03", new Feed(12, 7), "A04", new Feed(0, 2)));
            assertThat(store.reader().tickets().sums(false, "south", ZONE, 0, Long.MAX_VALUE, NEXT_DAY))
                    .isEmpty();
            assertThat(hours(store, true))
                    .isEqualTo(
                            List.of(new Hour("A03", TEN, new Feed(3, 0)), new Hour("A03", TODAY_NINE, new Feed(7, 6))));
            assertThat(hours(store, false)).isEqualTo(List.of(new Hour("A03", TEN, new Feed(3, 0))));
        }
    }

    private static List<Hour> hours(Store store, boolean all) {
        return store.reader().tickets().hours(all, "north", ZONE, TEN.toEpochMilli(), Long.MAX_VALUE, NEXT_DAY);
    }

    private static Map<String, Feed> sums(Store store, boolean all, long from, long to) {
        return store.reader().tickets().sums(all, "north", ZONE, from, to, NEXT_DAY);
    }
}
