package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutgoingTest {
    private final Outgoing outgoing = new Outgoing();

    @Test
    void put_sameKind_replacesWhatIsNotOutYet() throws Exception {
        outgoing.put(message("a", 1));
        outgoing.put(message("b", 2));
        outgoing.put(message("a", 3));

        assertThat(take()).isEqualTo(3);
        assertThat(take()).isEqualTo(2);
        assertThat(outgoing.take(Duration.ofMillis(1))).isNull();
    }

    @Test
    void put_tooMany_dropsTheOldest() throws Exception {
        for (int i = 0; i <= 20_000; i++) {
            outgoing.put(message("kind" + i, i % 100));
        }

        assertThat(take()).isEqualTo(1);
    }

    private int take() throws InterruptedException {
        return Objects.requireNonNull(outgoing.take(Duration.ofSeconds(1))).payload()[0];
    }

    private static Outgoing.Message message(String kind, int content) {
        return new Outgoing.Message(kind, "topic", new byte[] {(byte) content}, 1, false, 0);
    }
}
