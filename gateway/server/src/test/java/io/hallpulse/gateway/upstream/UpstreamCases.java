package io.hallpulse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.domain.upstream.Settling;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.store.UpstreamRow;
import io.hallpulse.testkit.PlayedProvince;
import io.hallpulse.testkit.PlayedProvince.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hall's ratings on their way up to a played province, beside any database. */
abstract class UpstreamCases {
    private static final Duration LOOK = Duration.ofSeconds(20);

    @TempDir
    Path data;

    private RatedHall hall;
    private PlayedProvince province;
    private Upstream upstream;

    abstract TestDatabase database(Path data);

    @BeforeEach
    void start() throws Exception {
        hall = new RatedHall(database(data));
        province = new PlayedProvince();
        upstream = hall.upstream(province.url());
    }

    @AfterEach
    void stop() throws Exception {
        province.close();
        hall.close();
    }

    @Test
    void ratings_whoseDayIsOver_goUpOnceAsTheProvinceWantsThem() throws Exception {
        hall.rated(1, 3);
        hall.store(RatedHall.rating(4, null, Press.Kind.RATING, null, List.of()), PressState.COUNTED);
        hall.store(RatedHall.rating(5, "B-5", Press.Kind.RATING, null, List.of()), PressState.FLAGGED);
        hall.store(RatedHall.rating(6, "B-6", Press.Kind.RATING, null, List.of()), PressState.SUPERSEDED);
        hall.store(RatedHall.rating(7, "B-7", Press.Kind.TIMEOUT, null, List.of()), PressState.TIMEOUT);

        assertThat(upstream.turn()).isEqualTo(LOOK);
        assertThat(province.posts()).as("levels of today are nobody's").isZero();

        hall.nextDay();
        upstream.turn();
        upstream.turn();

        assertThat(province.taken().keySet()).containsExactly(RatedHall.id(1), RatedHall.id(2), RatedHall.id(3));
        assertThat(taken(1).properties())
                .extracting(Map.Entry::getKey, member -> member.getValue().asText())
                .containsExactlyInAnyOrder(
                        tuple("id", RatedHall.id(1)),
                        tuple("areaCode", "330200"),
                        tuple("projectNo", "B-1"),
                        tuple("proManager", "陈静"),
                        tuple("pf", "4"),
                        tuple("satisfaction", "4"),
                        tuple("assessTime", "2026-11-22 10:01:00"),
                        tuple("dataSource", "133"));
        assertThat(province.posts()).isEqualTo(1);
        assertThat(hall.gauge("sent")).isEqualTo(3);
        assertThat(upstream.status().fault()).isNull();
    }

    @Test
    void reasons_goWithTheRatingThatTheyBelongTo_andARetiredOneIsRefusedHere() throws Exception {
        hall.rated(1, 2);
        hall.store(RatedHall.rating(3, null, Press.Kind.REASON, 1L, List.of(406, 413)), PressState.ASIDE);
        hall.store(RatedHall.rating(4, null, Press.Kind.REASON, 2L, List.of(301)), PressState.ASIDE);
        hall.nextDay();

        upstream.turn();

        assertThat(taken(1).path("evalDetail").asText()).isEqualTo("406,413");
        assertThat(province.taken()).hasSize(1);
        assertThat(upstream.refused(10))
                .extracting(UpstreamRow::rating, UpstreamRow::caseNumber, UpstreamRow::answer)
                .containsExactly(tuple(RatedHall.id(2), "B-2", "reason 301 is retired in zhejiang"));
    }

    @Test
    void ratingsOfOtherChannels_goUpByTheirsOnceTheirDayIsOver() throws Exception {
        hall.rated(Channel.QR, "q-1", "B-1", List.of(413));
        hall.rated(Channel.PHONE, "p-1", "B-2", List.of());
        hall.rated(Channel.WEB, "w-1", null, List.of());
        upstream.turn();
        assertThat(province.posts()).isZero();

        hall.nextDay();
        upstream.turn();
        upstream.turn();

        assertThat(province.taken()).containsOnlyKeys("north/qr/system/q-1");
        JsonNode record = Objects.requireNonNull(province.taken().get("north/qr/system/q-1"));
        assertThat(record.path("pf").asText()).isEqualTo("3");
        assertThat(record.path("evalDetail").asText()).isEqualTo("413");
        assertThat(record.path("assessTime").asText()).isEqualTo("2026-11-22 10:00:00");
        assertThat(upstream.refused(10))
                .extracting(UpstreamRow::rating, UpstreamRow::answer)
                .containsExactly(tuple("north/phone/system/p-1", "channel 'phone' has no code in zhejiang"));
    }

    @Test
    void service_thatNobodyRates_isADefaultRatingOnceItsWeekIsOver_andNoneWhereItWasRated() throws Exception {
        hall.store(RatedHall.rating(1, "B-1", Press.Kind.TIMEOUT, null, List.of()), PressState.TIMEOUT);
        hall.store(RatedHall.rating(2, "B-1", Press.Kind.TIMEOUT, null, List.of()), PressState.TIMEOUT);
        hall.store(RatedHall.rating(3, "B-3", Press.Kind.TIMEOUT, null, List.of()), PressState.TIMEOUT);
        hall.store(RatedHall.rating(4, "B-4", Press.Kind.TIMEOUT, null, List.of()), PressState.TIMEOUT);
        hall.store(RatedHall.rating(5, null, Press.Kind.TIMEOUT, null, List.of()), PressState.TIMEOUT);
        hall.rated(Channel.WEB, "w-1", "B-3", List.of());
        hall.store(RatedHall.rating(6, "B-4", Press.Kind.RATING, null, List.of()), PressState.COUNTED);
        hall.nextDay();
        upstream.turn();
        assertThat(province.taken()).containsOnlyKeys("north/web/system/w-1", RatedHall.id(6));

        hall.now.set(Instant.parse("2026-11-30T15:59:00Z"));
        upstream.turn();
        assertThat(province.taken())
                .as("its seventh day is a Sunday, so that Monday is its last")
                .hasSize(2);

        hall.now.set(Instant.parse("2026-12-01T00:00:01Z"));
        upstream.turn();
        upstream.turn();
        assertThat(province.taken()).containsOnlyKeys("north/web/system/w-1", RatedHall.id(6), "north/default/B-1");
        assertThat(Objects.requireNonNull(province.taken().get("north/default/B-1"))
                        .properties())
                .extracting(Map.Entry::getKey, member -> member.getValue().asText())
                .contains(
                        tuple("projectNo", "B-1"),
                        tuple("pf", "7"),
                        tuple("satisfaction", "3"),
                        tuple("assessTime", "2026-11-30 23:59:59"));
    }

    @Test
    void press_thatComesLate_orCountsLate_goesUpThen() throws Exception {
        hall.rated(1, 1);
        hall.store(RatedHall.rating(2, "B-2", Press.Kind.RATING, null, List.of()), PressState.UNPLACED);
        hall.nextDay();
        upstream.turn();
        assertThat(province.taken()).hasSize(1);

        hall.rated(3, 3);
        upstream.turn();
        assertThat(province.taken()).hasSize(2);

        try (StoreFile tables = hall.tables()) {
            tables.execute("update press set state = 0 where seq = 2");
        }
        hall.advance(Duration.ofDays(30));
        upstream.turn();
        assertThat(province.taken().keySet()).containsExactly(RatedHall.id(1), RatedHall.id(3), RatedHall.id(2));
    }

    @Test
    void press_whoseTerminalIsSilent_waitsThreeDays_andOneWithoutATimeIsRefusedThen() throws Exception {
        hall.rated(1, 1);
        hall.store(
                RatedHall.rating(2, "B-2", Press.Kind.RATING, null, List.of()),
                PressState.COUNTED,
                EventTime.UNCERTAIN);
        hall.advance(Duration.ofDays(1));
        upstream.turn();
        assertThat(province.posts()).isZero();

        hall.advance(Settling.PATIENCE);
        upstream.turn();

        assertThat(province.taken().keySet()).containsExactly(RatedHall.id(1));
        assertThat(upstream.refused(10))
                .extracting(UpstreamRow::answer)
                .containsExactly("assessTime is not known, and zhejiang wants it");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void badRecords_namedOrNot_areRefusedAndNamed_andAllOthersArrive(boolean named) throws Exception {
        hall.rated(1, 230);
        hall.nextDay();
        Set<String> bad = Set.of(RatedHall.id(3), RatedHall.id(100), RatedHall.id(177), RatedHall.id(178));
        province.behave(ids -> {
            List<String> found = ids.stream().filter(bad::contains).toList();
            return found.isEmpty()
                    ? Reply.TAKEN
                    : Reply.refused(422, named ? refusals(found) : "no such case\n in the province");
        });

        upstream.turn();

        assertThat(province.taken().keySet())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 230)
                        .mapToObj(RatedHall::id)
                        .filter(id -> !bad.contains(id))
                        .toList());
        assertThat(upstream.refused(10)).extracting(UpstreamRow::rating).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(upstream.refused(10))
                .extracting(UpstreamRow::answer)
                .containsOnly(named ? "unknown case" : "HTTP 422: no such case in the province");
        int posts = province.posts();
        upstream.turn();
        assertThat(province.posts()).as("a refused one is not tried again").isEqualTo(posts);
        assertThat(hall.gauge("refused")).isEqualTo(4);
        assertThat(hall.gauge("sent")).isEqualTo(226);
    }

    @Test
    void batch_takenButForSome_keepsTheOthers() throws Exception {
        hall.rated(1, 5);
        hall.nextDay();
        province.behave(ids -> new Reply(true, 200, refusals(List.of(RatedHall.id(2))), Map.of()));

        upstream.turn();

        assertThat(province.posts()).isEqualTo(1);
        assertThat(province.taken()).hasSize(4).doesNotContainKey(RatedHall.id(2));
        assertThat(upstream.refused(10)).extracting(UpstreamRow::answer).containsExactly("unknown case");
    }

    @Test
    void province_thatTakesAndFails_orKeepsSilent_getsTheSameAgain() throws Exception {
        for (Reply reply : List.of(Reply.TAKEN_AND_FAILED, Reply.TAKEN_IN_SILENCE)) {
            long first = province.taken().size() + 1;
            hall.rated(first, first + 1);
            hall.nextDay();
            province.behave(ids -> reply);
            upstream.turn();
            assertThat(upstream.status().queued()).isEqualTo(2);
            assertThat(upstream.status().oldest()).isEqualTo(hall.now());
            assertThat(upstream.status().fault())
                    .startsWith("up-stream: " + (reply.status() == 0 ? "no answer within" : "HTTP 500"));

            province.behave(ids -> Reply.TAKEN);
            upstream.turn();

            assertThat(upstream.status().fault()).isNull();
            assertThat(upstream.status().queued()).isZero();
        }
        assertThat(province.taken()).hasSize(4);
        assertThat(province.changed()).isEmpty();
    }

    @Test
    void province_awayForADay_getsAllOfThemInOrder_andIsAskedSeldom() throws Exception {
        String url = province.url();
        province.close();
        hall.rated(1, 150);
        hall.nextDay();
        Instant back = hall.now().plus(Duration.ofDays(1));
        int tries = 0;
        for (; hall.now().isBefore(back); tries++) {
            hall.advance(upstream.turn());
        }
        assertThat(tries).as("once in five minutes at most, from a second on").isLessThan(1000);
        assertThat(upstream.status().queued()).isEqualTo(150);
        assertThat(upstream.refused(1)).isEmpty();

        province = new PlayedProvince();
        hall.upstream(province.url()).turn();

        assertThat(url).isNotEqualTo(province.url());
        assertThat(province.taken().keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 150).mapToObj(RatedHall::id).toList());
    }

    @Test
    void killed_betweenPostAndCommit_sendsTheSameAgain() throws Exception {
        hall.rated(1, 3);
        hall.nextDay();
        province.behave(ids -> {
            hall.kill();
            return Reply.TAKEN;
        });
        upstream.turn();
        assertThat(province.taken()).hasSize(3);
        assertThat(upstream.status().queued()).isEqualTo(3);

        hall.restart();
        province.behave(ids -> Reply.TAKEN);
        Upstream next = hall.upstream(province.url());
        next.turn();

        assertThat(province.posts()).isEqualTo(2);
        assertThat(province.taken()).hasSize(3);
        assertThat(province.changed()).isEmpty();
        assertThat(next.status().sent()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 404, 429, 503})
    void answer_thatIsNotAboutTheRecords_refusesNone_andItsRetryAfterIsKept(int status) throws Exception {
        hall.rated(1, 3);
        hall.nextDay();
        province.behave(ids -> Reply.refused(status, "Retry-After", "7200"));
        assertThat(upstream.turn()).isEqualTo(Duration.ofHours(2));

        province.behave(ids -> Reply.refused(status, "Location", province.url()));
        assertThat(upstream.turn()).isLessThan(Duration.ofSeconds(5));

        assertThat(province.posts()).as("a redirect is not followed").isEqualTo(2);
        assertThat(upstream.status().fault()).startsWith("up-stream: HTTP " + status);
        assertThat(upstream.refused(1)).isEmpty();
        assertThat(upstream.status().queued()).isEqualTo(3);
    }

    @Test
    void area_thatChanges_isInWhatStillWaits() throws Exception {
        hall.rated(1, 2);
        hall.nextDay();
        province.behave(ids -> Reply.refused(503, ""));
        upstream.turn();

        province.behave(ids -> Reply.TAKEN);
        hall.upstream(province.url(), "330203").turn();

        assertThat(province.taken()).hasSize(2);
        assertThat(taken(1).path("areaCode").asText()).isEqualTo("330203");
    }

    /** Whatever fails in whatever order, the province has each good rating once and unchanged, and each bad one is named. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyFailures_inAnyOrder_comeToTheSameSet(long seed) throws Exception {
        Random random = new Random(seed);
        Set<String> bad = new TreeSet<>();
        Set<String> good = new TreeSet<>();
        long last = 120 + random.nextInt(120);
        for (long seq = 1; seq <= last; seq++) {
            (random.nextInt(15) == 0 ? bad : good).add(RatedHall.id(seq));
        }
        hall.nextDay();
        province.behave(ids -> reply(random, ids, bad));
        long stored = 0;
        for (int turn = 0; turn < 15; turn++) {
            long more = Math.min(last, stored + random.nextInt(60));
            hall.rated(stored + 1, more);
            stored = more;
            if (random.nextInt(4) == 0) {
                hall.kill();
                hall.restart();
                upstream = hall.upstream(province.url());
            }
            hall.advance(upstream.turn());
        }
        hall.rated(stored + 1, last);
        province.behave(ids -> ids.stream().anyMatch(bad::contains) ? Reply.refused(400, "bad") : Reply.TAKEN);

        upstream.turn();

        assertThat(province.taken()).as("seed " + seed).containsOnlyKeys(good);
        assertThat(province.changed()).as("seed " + seed).isEmpty();
        assertThat(upstream.refused(1000))
                .as("seed " + seed)
                .extracting(UpstreamRow::rating)
                .containsExactlyInAnyOrderElementsOf(bad);
        assertThat(upstream.status().sent()).isEqualTo(good.size());
    }

    private static synchronized Reply reply(Random random, List<String> ids, Set<String> bad) {
        List<String> found = new ArrayList<>(ids.stream().filter(bad::contains).toList());
        return switch (random.nextInt(8)) {
            case 0 -> Reply.refused(503, "Retry-After", "60");
            case 1 -> Reply.refused(502, "");
            case 2 -> found.isEmpty() ? Reply.TAKEN_AND_FAILED : Reply.refused(429, "");
            case 3 -> found.isEmpty() ? Reply.TAKEN : Reply.refused(400, refusals(found.subList(0, 1)));
            case 4 -> new Reply(true, 200, refusals(found), Map.of());
            default -> found.isEmpty() ? Reply.TAKEN : Reply.refused(400, "bad");
        };
    }

    private JsonNode taken(long seq) {
        return Objects.requireNonNull(province.taken().get(RatedHall.id(seq)));
    }

    private static String refusals(List<String> ids) {
        return "{\"refused\":["
                + String.join(
                        ",",
                        ids.stream()
                                .map(id -> "{\"id\":\"" + id + "\",\"reason\":\"unknown case\"}")
                                .toList())
                + "]}";
    }
}
