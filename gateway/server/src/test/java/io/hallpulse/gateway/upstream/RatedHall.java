package io.hallpulse.gateway.upstream;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.config.UpstreamConfig;
import io.hallpulse.gateway.store.ChannelRatingRow;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hall north with one terminal whose presses are stored as a gateway would have them, and a clock that the test moves. */
final class RatedHall implements AutoCloseable {
    static final TerminalId N3 = new TerminalId("north", "n-03");
    /** Ten in the morning there. */
    static final Instant MORNING = Instant.parse("2026-11-22T02:00:00Z");

    private static final Duration SHORT = Duration.ofSeconds(1);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final AtomicReference<Instant> now = new AtomicReference<>(MORNING);

    private final TestDatabase database;
    private final Store store;
    private StoreWriter writer;
    private final long run;

    RatedHall(TestDatabase database) throws Exception {
        this.database = database;
        store = database.open();
        writer = store.writer();
        run = writer.transaction(tables -> tables.runs()
                .insert(N3, "run1", 1, 1, MORNING.toEpochMilli(), null)
                .id());
    }

    /** One that posts to an address. */
    Upstream upstream(String url) {
        return upstream(url, "330200", writer);
    }

    Upstream upstream(String url, String area) {
        return upstream(url, area, writer);
    }

    private Upstream upstream(String url, String area, StoreWriter writing) {
        return new Upstream(
                new UpstreamConfig("zhejiang", url, area),
                writing,
                store.reader().upstream(),
                this::halls,
                new GatewayClock(this::now, () -> 0, () -> true, false, 0),
                meters,
                new Random(1),
                SHORT);
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    private Halls halls() {
        Halls halls = TestHalls.north(database.data(), "A03").directory();
        Name name = new Name("陈静", "Chen Jing");
        return halls.with(Entries.NONE
                .withDepartments(Map.of("land", new Group("land", new Name("自然资源局", "Land"))))
                .withStaff(Map.of("s7", new Staff("s7", name, "", "", "", "", null))));
    }

    void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    /** The next day begins, and the terminal was heard at the end of this one. */
    void nextDay() throws SQLException {
        heard(MORNING.plus(Duration.ofHours(13)));
        now.set(MORNING.plus(Duration.ofHours(15)));
    }

    void heard(Instant at) throws SQLException {
        try (StoreFile tables = database.tables()) {
            tables.execute("update terminal set heard_millis = " + at.toEpochMilli());
        }
    }

    /** Ratings of services, counted, a minute apart. */
    void rated(long fromSeq, long toSeq) throws Exception {
        for (long seq = fromSeq; seq <= toSeq; seq++) {
            store(rating(seq, "B-" + seq, Press.Kind.RATING, null, List.of()), PressState.COUNTED);
        }
    }

    /** A rating that a business system sent, of level 4. */
    void rated(Channel channel, String key, @Nullable String caseNumber, List<Integer> reasons) throws Exception {
        writer.transaction(tables -> {
            tables.channelRatings()
                    .insert(new ChannelRatingRow(
                            "system",
                            key,
                            new ChannelRating(channel, "north", "A03", 4, reasons, caseNumber, MORNING),
                            MORNING.toEpochMilli()));
            return true;
        });
    }

    void store(Press press, PressState state) throws Exception {
        store(press, state, new EventTime(EventTime.By.WALL, press.at().toEpochMilli()));
    }

    void store(Press press, PressState state, EventTime time) throws Exception {
        writer.transaction(tables -> {
            StoredPress stored = new StoredPress(
                    new ReceivedPresses.Valid(press), state, time, press.at().toEpochMilli());
            tables.presses().write(List.of(new Change(run, null, stored)));
            return true;
        });
    }

    /** As a press comes in. */
    static Press rating(
            long seq, @Nullable String caseNumber, Press.Kind kind, @Nullable Long rates, List<Integer> reasons) {
        return new Press(
                seq,
                "A03",
                "panel",
                "1",
                kind == Press.Kind.RATING ? (int) (5 - seq % 5) : null,
                MORNING.plusSeconds(60 * seq % 36_000),
                60_000 * seq,
                true,
                kind,
                List.of(),
                null,
                caseNumber,
                "s7",
                null,
                rates,
                reasons);
    }

    static String id(long seq) {
        return "north/n-03/run1/" + seq;
    }

    StoreFile tables() throws SQLException {
        return database.tables();
    }

    /** Nothing more is written, as when the program is killed. */
    void kill() {
        try {
            writer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The program runs again on the same database. */
    void restart() {
        writer = store.writer();
    }

    double gauge(String state) {
        return meters.get("hallpulse.upstream.ratings")
                .tag("state", state)
                .gauge()
                .value();
    }

    @Override
    public void close() throws Exception {
        writer.close();
        store.close();
    }
}
