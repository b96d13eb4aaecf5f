package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.testkit.RawTerminal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that knows as many terminals as it takes, most of them invented. */
class ManyTerminalsTest {
    @TempDir
    Path data;

    @Test
    void oneMoreThanAreTaken_goesToTheDeadLettersAndTheKnownPressOn() throws Exception {
        start().close(); // makes the tables
        try (Connection connection = TestDatabase.embedded(data).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into terminal (hall, terminal, heard_millis) with recursive n (i) as"
                    + " (select 1 union all select i + 1 from n where i < " + TerminalBook.MOST + ")"
                    + " select 'north', 't-' || i, 1 from n");
        }
        try (Gateway gateway = start();
                RawTerminal known = RawTerminal.connect(gateway.brokerPort(), "north", "t-77");
                RawTerminal invented = RawTerminal.connect(gateway.brokerPort(), "north", "evil")) {
            invented.presses("run1", 1, press());
            known.presses("run1", 1, press());
            known.awaitAck("run1", 1);

            assertThat(invented.ackCount()).isZero();
            assertThat(gateway.reader().deadLetters(2))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("are known already");
            assertThat(names(gateway))
                    .doesNotHaveDuplicates()
                    .hasSize(TerminalBook.MOST)
                    .doesNotContain("north/evil");
        }
    }

    /** All pages, one after the other. */
    private static List<String> names(Gateway gateway) {
        List<String> names = new ArrayList<>();
        Fleet page = Fleet.read(gateway.reader().account(), gateway.clock().instant(), "north", null, 999);
        while (true) {
            page.terminals().forEach(entry -> names.add(entry.hall() + "/" + entry.terminal()));
            String next = page.next();
            if (next == null) {
                return names;
            }
            TerminalId after = new TerminalId("north", next.substring("north/".length()));
            page = Fleet.read(gateway.reader().account(), gateway.clock().instant(), "north", after, 999);
        }
    }

    private static Press press() {
        return Press.rating(1, "A03", "panel", "1", 5, Instant.now(), 1000);
    }

    private Gateway start() {
        Gateway gateway = Gateway.start(TestHalls.north(data, "A03"), false, new SimpleMeterRegistry());
        await().atMost(Duration.ofSeconds(60)).until(gateway::ready);
        return gateway;
    }
}
