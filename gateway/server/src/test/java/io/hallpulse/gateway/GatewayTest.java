package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.SmallDisk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A gateway with its own broker and its own database. */
class GatewayTest extends GatewayCases {
    private static final int DISK_KIB = 8192;

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

            assertThatThrownBy(() -> Gateway.start(config, false, new SimpleMeterRegistry()))
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageNotContaining("\n");
        }
        try (Gateway again = start("A03")) {
            assertThat(again.ready()).isTrue();
        }
    }

    @Test
    void run_leavesNothingButItsDatabaseAndItsCaInTheFolder() throws Exception {
        try (Gateway gateway = start("A03");
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            terminal.presses("run1", 1, rating(1, 5));
            terminal.awaitAck("run1", 1);
        }
        assertThat(names(data)).containsExactly("ca", "gateway.db", "gateway.lock");
    }

    @Override
    SmallDisk mount(Path folder) throws IOException {
        return SmallDisk.mount(folder.resolve("disk"), DISK_KIB);
    }

    @Override
    TestDatabase databaseOn(SmallDisk disk) {
        return TestDatabase.embedded(disk.folder());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
