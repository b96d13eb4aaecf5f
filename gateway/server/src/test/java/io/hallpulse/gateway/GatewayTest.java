package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.hardware.testkit.SmallDisk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with its own broker and its own database. */
class GatewayTest extends GatewayCases {
    private static final int DISK_KIB = 8192;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private @Nullable StoreFile shell;

    @Override
    TestDatabase database(Path folder) {
        return TestDatabase.embedded(folder);
    }

    @Override
    String broker() {
        return "{embedded: {listen: '127.0.0.1:0'}}";
    }

    @Override
    void loseDatabase() throws Exception {
        StoreFile locking = TestDatabase.embedded(data).tables();
        locking.letNobodyWrite();
        shell = locking;
    }

    @Override
    void findDatabase() throws Exception {
        StoreFile locking = shell;
        if (locking != null) {
            locking.letWrite();
            locking.close();
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
        assertThat(names(data)).containsExactly("gateway.db", "gateway.lock");
    }

    @Test
    void diskFullAgainAndAgain_saysSoAndAcknowledgesNothingUntilThereIsRoom(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIB)) {
            TestDatabase database = TestDatabase.embedded(disk.folder());
            try (Gateway gateway = Gateway.start(TestHalls.with(database, broker(), "A03"), false);
                    RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03");
                    StoreFile file = database.tables()) {
                await().atMost(PATIENCE).until(gateway::ready);
                for (int last = 20; last <= 60; last += 20) {
                    terminal.presses("run1", 1, rating(last - 19, 5));
                    terminal.awaitAck("run1", last - 19);
                    disk.fill(0);
                    for (int seq = last - 18; seq <= last; seq++) {
                        terminal.presses("run1", 1, rating(seq, 5));
                    }
                    await().atMost(PATIENCE)
                            .until(() ->
                                    gateway.notReady().orElse("").startsWith("database: its disk is full; make room"));
                    assertThat(terminal.acked("run1")).isLessThan(last);

                    disk.free();
                    terminal.awaitAck("run1", last);
                    await().atMost(PATIENCE).until(gateway::ready);
                }
                assertThat(file.rows("select state, count(*) from press group by state"))
                        .containsExactly("0 60");
                assertThat(file.tallies("A03")).containsExactly("5 60");
                assertThat(file.rows("select count(*) from dead_letter")).containsExactly("0");
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
