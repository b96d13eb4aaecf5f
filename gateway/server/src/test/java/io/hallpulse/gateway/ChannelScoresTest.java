package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.history.GroupScores;
import io.hallpulse.gateway.history.GroupScores.By;
import io.hallpulse.gateway.history.GroupScores.Group;
import io.hallpulse.gateway.score.Scoreboard;
import io.hallpulse.gateway.score.WindowScore;
import io.hallpulse.gateway.store.ChannelRatingRow;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ratings of other channels in the scores of a hall that wants them there. */
class ChannelScoresTest {
    /** A Wednesday, noon in the hall. */
    private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");

    @TempDir
    private Path data = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Store store;
    private StoreWriter writer;
    private int sent;

    @BeforeEach
    void open() {
        store = Store.open(data);
        writer = store.writer();
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        store.close();
    }

    private GatewayConfig config(String channels) {
        return GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0"}}
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: Asia/Shanghai
                    screen: {minimumRatings: 3}
                    channels: %s
                    windows:
                      - {id: A03, name: {zh: 登记, en: Registration}}
                      - {id: A04, name: {zh: 综合, en: General}}
                """.formatted(data, channels)));
    }

    private Hall hall(String channels) {
        return Objects.requireNonNull(config(channels).directory().hall("north"));
    }

    /** As many ratings of a level, given then and received at once. */
    private void rate(Channel channel, String window, int level, int times, Instant at) throws Exception {
        for (int i = 0; i < times; i++) {
            ChannelRating rating = new ChannelRating(channel, "north", window, level, List.of(), null, at);
            String key = "k" + sent++;
            writer.transaction(tables -> {
                tables.channelRatings().insert(new ChannelRatingRow("portal", key, rating, at.toEpochMilli()));
                return 0;
            });
        }
    }

    private long total(Hall hall, Period period, String window) throws Exception {
        try (Scoreboard scoreboard = new Scoreboard(
                () -> new Halls(List.of(hall)),
                store,
                writer,
                scores -> {},
                new GatewayClock(now::get, () -> 0, () -> true, false, 0),
                () -> 0)) {
            return scoreboard.scores("north", period).orElseThrow().windows().stream()
                    .filter(score -> score.window().equals(window))
                    .mapToLong(WindowScore::total)
                    .sum();
        }
    }

    @Test
    void scores_haveTheChannelsThatTheHallNames_fromTheNextDayOn() throws Exception {
        rate(Channel.QR, "A03", 5, 4, NOON.minus(Duration.ofDays(1)));
        rate(Channel.QR, "A03", 1, 3, NOON);
        rate(Channel.WEB, "A03", 1, 5, NOON.minus(Duration.ofDays(1)));
        assertThat(total(hall("[]"), Period.WEEK, "A03")).isZero();
        assertThat(total(hall("[qr]"), Period.WEEK, "A03")).isEqualTo(4);
        assertThat(total(hall("[qr, web]"), Period.ALL, "A03")).isEqualTo(9);
        for (Period period : List.of(Period.TODAY, Period.HOUR)) {
            assertThat(total(hall("[qr, web]"), period, "A03"))
                    .as(period.word())
                    .isZero();
        }
        now.set(NOON.plus(Duration.ofDays(1)));
        assertThat(total(hall("[qr]"), Period.WEEK, "A03")).as("the next day").isEqualTo(7);
    }

    @Test
    void scores_ofPartsOfDays_orOfTooFew_haveNoOtherChannels() throws Exception {
        Instant yesterday = NOON.minus(Duration.ofDays(1));
        rate(Channel.QR, "A03", 5, 4, yesterday);
        rate(Channel.QR, "A04", 1, 2, yesterday);
        Hall hall = hall("[qr]");
        assertThat(groups(hall, false, yesterday.minusSeconds(3600), yesterday.plusSeconds(3600)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("A03", 0L, "A04", 0L));
        assertThat(groups(hall, false, yesterday.minus(Duration.ofDays(2)), NOON))
                .as("two are fewer than the minimum, and would be found by subtraction")
                .containsExactlyInAnyOrderEntriesOf(Map.of("A03", 4L, "A04", 0L));
        rate(Channel.QR, "A03", 1, 3, NOON);
        assertThat(groups(hall, true, yesterday.minus(Duration.ofDays(2)), NOON.plusSeconds(3600)))
                .as("an auditor reads today's")
                .containsEntry("A03", 7L);
    }

    @Test
    void channels_areToldApart_fromTheNextDayOn_andToAuditorsAtOnce() throws Exception {
        rate(Channel.QR, "A03", 5, 2, NOON.minus(Duration.ofDays(1)));
        rate(Channel.QR, "A04", 4, 1, NOON.minus(Duration.ofDays(1)));
        rate(Channel.PAPER, "A03", 1, 2, NOON.minus(Duration.ofDays(1)));
        rate(Channel.QR, "A03", 1, 3, NOON);
        assertThat(channels(false, NOON)).isEqualTo(Map.of(Channel.QR, "3 1.0", Channel.PAPER, "2 null"));
        assertThat(channels(true, NOON)).containsEntry(Channel.QR, "6 0.5");
        assertThat(channels(false, NOON.plus(Duration.ofDays(1)))).containsEntry(Channel.QR, "6 0.5");
    }

    private Map<Channel, String> channels(boolean all, Instant at) {
        Map<Channel, String> told = new EnumMap<>(Channel.class);
        GroupScores.ofChannels(store.reader().channels(), all, hall("[]"), TallyReader.FROM_EVER, Long.MAX_VALUE, at)
                .forEach((channel, group) -> told.put(channel, group.total() + " " + group.satisfaction()));
        return told;
    }

    private Map<String, Long> groups(Hall hall, boolean all, Instant from, Instant to) {
        return GroupScores.read(store.reader(), all, hall, By.WINDOW, from.toEpochMilli(), to.toEpochMilli(), NOON)
                .groups()
                .stream()
                .collect(Collectors.toMap(Group::id, Group::total));
    }

    @Test
    void channels_ofAHall_areAColumnOfItsRow_andKeptInTheDatabase() throws Exception {
        Hall hall = hall("[web, qr]");
        Halls halls = new Halls(List.of(hall));
        Halls kept = writer.transaction(tables -> {
            tables.halls().keep(halls, halls, 100);
            return tables.halls().current();
        });
        assertThat(Objects.requireNonNull(kept.hall("north")).channels()).containsExactly(Channel.QR, Channel.WEB);
        assertThat(Objects.requireNonNull(DirectoryTable.HALLS.rows(kept).get("north"))
                        .get("channels"))
                .isEqualTo("qr web");
        assertThatThrownBy(() -> config("[fax]"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("channels");
    }
}
