package io.hallpulse.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHistoryTest {
    private static final Instant AFTERNOON = Instant.parse("2026-11-29T06:30:00Z");

    @TempDir
    private Path data = Path.of("");

    @Test
    void write_aMonth_isWhatAccountAndVerifyTakeItFor() throws Exception {
        GatewayConfig config = DemoHall.gateway(data, null, 0, 15);

        long counted = DemoHistory.write(data, config.directory(), InstantSource.fixed(AFTERNOON), new Random(1));

        assertThat(counted).isBetween(20_000L, 60_000L);
        assertThat(Upkeep.verify(config, line -> {}).presses().differences()).isZero();
        try (Store store = Store.open(data)) {
            Account.Sum sum = Account.read(store.reader().account(), null).sum();
            assertThat(sum.counts().counted()).isEqualTo(counted);
            assertThat(sum.counts().flagged()).isPositive();
            assertThat(sum.counts().received())
                    .isEqualTo(sum.counts().stored())
                    .isEqualTo(sum.counts().counted() + sum.counts().flagged());
            assertThat(store.terminals()
                            .state(new TerminalId(DemoHall.ID, "t-14"))
                            .orElseThrow()
                            .stopped())
                    .isTrue();
            assertThat(store.terminals()
                            .state(new TerminalId(DemoHall.ID, "t-08"))
                            .orElseThrow()
                            .stopped())
                    .isFalse();
        }
    }
}
