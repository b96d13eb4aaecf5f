package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.Period;
import io.hallpulse.gateway.score.WindowScore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway without its pages: a terminal speaks MQTT, the scoreboard answers. */
class GatewayTest {
    @TempDir
    Path data;

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
                StoreFile file = new StoreFile(data)) {
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
    void start_portTaken_saysSoInOneLineAndLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            GatewayConfig config = TestHalls.on(data, taken.getLocalPort(), "A03");

            assertThatThrownBy(() -> Gateway.start(config, false))
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageNotContaining("\n");
        }
        try (Gateway again = start("A03")) {
            assertThat(again.ready()).isTrue();
        }
    }

    @Test
    void run_leavesNothingButItsDatabaseInTheFolder() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            terminal.presses("run1", 1, rating(1, 5));
            terminal.awaitAck("run1", 1);
        }
        assertThat(names(data)).containsExactly("gateway.db");
    }

    private Gateway start(String... windows) {
        Gateway gateway = Gateway.start(TestHalls.north(data, windows), false);
        await("ready: " + gateway.notReady()).until(gateway::ready);
        return gateway;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Press rating(long seq, int level) {
        return Press.rating(seq, "A03", "panel", "1", level, Instant.now(), 1000 * seq);
    }

    private static WindowScore score(Gateway gateway) {
        return gateway.scoreboard()
                .scores("north", Period.ALL)
                .orElseThrow()
                .windows()
                .get(0);
    }
}
