package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.WindowScore;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.RetainedMessage;
import io.hallpulse.testkit.SmallDisk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway without its pages, beside any broker and database: a terminal speaks MQTT, the scoreboard answers. */
abstract class GatewayCases {
    private static final Instant NOW = Instant.now();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private TestDatabase database;

    @BeforeEach
    void choose() {
        database = database(data);
    }

    /** Where presses are kept. */
    abstract TestDatabase database(Path data);

    /** The value of {@code broker} in the configuration. */
    abstract String broker();

    /** From now on nothing can be written. */
    abstract void loseDatabase() throws Exception;

    /** The database is as it was. */
    abstract void findDatabase() throws Exception;

    /** A disk of its own for a database, which can be filled. */
    abstract SmallDisk mount(Path folder) throws Exception;

    /** A fresh database on it. */
    abstract TestDatabase databaseOn(SmallDisk disk) throws Exception;

    @Test
    void press_committed_isAcknowledgedAndScored() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            terminal.presses("run1", 1, rating(1, 5), rating(2, 4));
            terminal.awaitAck("run1", 2);

            assertThat(score(gateway).n()).isEqualTo(Map.of("5", 1L, "4", 1L, "3", 0L, "2", 0L, "1", 0L));
            assertThat(score(gateway).satisfaction()).isEqualTo(1.0);
        }
    }

    @Test
    void terminal_thatSaysAllThatCanBeWrong_isCountedOnceAndTheStreamGoesOn() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03");
                StoreFile file = database.tables()) {
            terminal.presses("run1", 1, rating(3, 3), rating(4, 4));
            terminal.awaitAck("run1", 0);
            terminal.pressesJson("{\"v\":1,\"run\":\"run1\",\"low\":1,\"presses\":[{\"seq\":2}]}");
            terminal.pressesJson("not a message");
            terminal.pressesJson("{\"v\":2,\"news\":true}");
            terminal.presses("run1", 1, rating(300_000, 5));
            terminal.publish("hallpulse/v1/terminals/elsewhere/n-03/presses", "{}".getBytes("UTF-8"));
            terminal.presses("run1", 1, rating(1, 1), rating(3, 3));
            terminal.awaitAck("run1", 4);
            terminal.presses("run1", 1, Press.rating(5, "Z99", "panel", "1", 5, Instant.now(), 5));
            terminal.awaitAck("run1", 5);

            assertThat(file.states("run1"))
                    .containsExactly("1 counted", "2 invalid", "3 counted", "4 counted", "5 unplaced");
            assertThat(file.rows("select count(*) from dead_letter")).containsExactly("2");
            assertThat(score(gateway).n()).isEqualTo(Map.of("5", 0L, "4", 1L, "3", 1L, "2", 0L, "1", 1L));
        }
    }

    @Test
    void repeatAndStatus_areAnsweredWithTheAckAgain() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            terminal.presses("run1", 1, rating(1, 5));
            terminal.awaitAck("run1", 1);
            terminal.presses("run1", 1, rating(1, 5));
            await().until(() -> terminal.ackCount() == 2);
            terminal.online("A03", 0, new RunSpan("run1", 1, 2), new RunSpan("run0", 4, 9));
            await().until(() -> terminal.ackCount() == 4);

            assertThat(terminal.acked("run1")).isEqualTo(1);
            assertThat(terminal.acked("run0")).isEqualTo(3);
            assertThat(score(gateway).total()).isEqualTo(1);
            assertThat(score(gateway).stale()).isFalse();
            assertThat(score(gateway).age()).isLessThan(60);
        }
    }

    @Test
    void restart_sameFolder_knowsEveryPressAndItsOwnName() throws Exception {
        String id;
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            id = gateway.id();
            terminal.presses("run1", 1, rating(1, 5), rating(2, 4));
            terminal.awaitAck("run1", 2);
            terminal.presses("run1", 1, rating(3, 5));
            terminal.presses("run1", 1, rating(4, 5));
        }
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            assertThat(gateway.id()).isEqualTo(id).hasSize(8);
            terminal.online("A03", 4, new RunSpan("run1", 1, 5));
            await().until(() -> terminal.acked("run1") >= 2);
            terminal.presses("run1", 1, rating(1, 5), rating(2, 4), rating(3, 5), rating(4, 5));
            terminal.awaitAck("run1", 4);

            assertThat(score(gateway).n()).isEqualTo(Map.of("5", 3L, "4", 1L, "3", 0L, "2", 0L, "1", 0L));
        }
    }

    @Test
    void scoreboard_onChange_tellsItsListenersAndThenNoMore() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            Queue<HallScores> told = new ConcurrentLinkedQueue<>();
            AutoCloseable subscription = gateway.scoreboard().subscribe("north", told::add);
            terminal.presses("run1", 1, rating(1, 5));
            await().until(() ->
                    told.stream().anyMatch(scores -> scores.windows().get(0).total() == 1));
            subscription.close();
            told.clear();
            terminal.presses("run1", 1, rating(2, 5));
            await().until(() -> score(gateway).total() == 2);

            assertThat(told).isEmpty();
            assertThat(gateway.scoreboard().scores("south", Period.TODAY)).isEmpty();
        }
    }

    @Test
    void scores_areRetainedAtTheBroker() throws Exception {
        try (Gateway gateway = start("A03", "A04");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            terminal.presses("run1", 1, rating(1, 5), rating(2, 1));
            terminal.awaitAck("run1", 2);
            String topic = "hallpulse/v1/scores/north/A03";
            await().untilAsserted(() -> assertThat(RetainedMessage.read(gateway.brokerPort(), topic))
                    .contains("\"v\":1,\"hall\":\"north\",\"window\":\"A03\"")
                    .contains("\"period\":\"today\",\"n\":{\"5\":1,\"4\":0,\"3\":0,\"2\":0,\"1\":1},\"total\":2,"
                            + "\"satisfaction\":0.5,\"bad\":0.5,\"mean\":6.0,\"index\":50.0}"));
            assertThat(RetainedMessage.read(gateway.brokerPort(), "hallpulse/v1/halls/north/owner"))
                    .startsWith("{\"v\":1,\"gateway\":\"" + gateway.id() + "\",\"since\":\"");
        }
    }

    @Test
    void databaseLostAgainAndAgain_nothingIsAcknowledgedThatIsNotStoredAndAllIsCountedOnce() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            for (int last = 20; last <= 80; last += 20) {
                for (int seq = last - 19; seq <= last - 5; seq++) {
                    terminal.presses("run1", 1, rating(seq, 5));
                }
                loseDatabase();
                for (int seq = last - 4; seq <= last; seq++) {
                    terminal.presses("run1", 1, rating(seq, 5));
                }
                await().atMost(PATIENCE)
                        .until(() -> gateway.notReady().orElse("").startsWith("database: "));
                assertThat(terminal.acked("run1")).isLessThan(last);

                findDatabase();
                terminal.awaitAck("run1", last);
                await().atMost(PATIENCE).until(gateway::ready);
            }
            await().atMost(PATIENCE).until(() -> score(gateway).total() == 80);
        }
        try (StoreFile file = database.tables()) {
            assertThat(file.rows("select state, count(*) from press group by state"))
                    .containsExactly("0 80");
            assertThat(file.tallies("A03")).containsExactly("5 80");
            assertThat(file.rows("select (select count(*) from conflict), (select count(*) from dead_letter)"))
                    .containsExactly("0 0");
        }
    }

    @Test
    void diskFullAgainAndAgain_saysSoAndAcknowledgesNothingUntilThereIsRoom(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = mount(folder)) {
            TestDatabase small = databaseOn(disk);
            try (Gateway gateway =
                            Gateway.start(TestHalls.with(small, broker(), "A03"), false, new SimpleMeterRegistry());
                    RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03");
                    StoreFile file = small.tables()) {
                await().atMost(PATIENCE).until(gateway::ready);
                for (int last = 2000; last <= 6000; last += 2000) {
                    terminal.presses("run1", 1, hundred(last - 1999));
                    terminal.awaitAck("run1", last - 1900);
                    disk.fill(0);
                    for (int from = last - 1899; from <= last; from += 100) {
                        terminal.presses("run1", 1, hundred(from));
                    }
                    await().atMost(PATIENCE)
                            .until(() ->
                                    gateway.notReady().orElse("").startsWith("database: its disk is full; make room"));
                    assertThat(terminal.acked("run1")).isLessThan(last);

                    disk.free();
                    int all = last;
                    await().atMost(PATIENCE).until(() -> terminal.acked("run1") == all);
                    await().atMost(PATIENCE).until(gateway::ready);
                }
                assertThat(file.rows("select state, count(*) from press group by state"))
                        .containsExactly("0 6000");
                assertThat(file.tallies("A03")).containsExactly("5 6000");
                assertThat(file.rows("select count(*) from dead_letter")).containsExactly("0");
            }
        }
    }

    /** More than a page of any database has room for. */
    private static Press[] hundred(int from) {
        return IntStream.range(from, from + 100).mapToObj(seq -> rating(seq, 5)).toArray(Press[]::new);
    }

    Gateway start(String... windows) {
        Gateway gateway = Gateway.start(TestHalls.with(database, broker(), windows), false, new SimpleMeterRegistry());
        await().atMost(PATIENCE).until(gateway::ready);
        return gateway;
    }

    static Press rating(long seq, int level) {
        return Press.rating(seq, "A03", "panel", "1", level, NOW, 1000 * seq);
    }

    static WindowScore score(Gateway gateway) {
        return gateway.scoreboard()
                .scores("north", Period.ALL)
                .orElseThrow()
                .windows()
                .get(0);
    }
}
