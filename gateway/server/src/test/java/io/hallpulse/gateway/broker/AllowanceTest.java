package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Allowance allowance = new Allowance(100, 400, 0);

    @Test
    void burst_isFree() {
        assertThat(allowance.spend(400, 0)).isZero();
    }

    @Test
    void whatIsOwed_isWaitedFor() {
        assertThat(allowance.spend(450, 0)).isEqualTo(SECOND / 2);
        assertThat(allowance.spend(100, SECOND / 2)).isEqualTo(SECOND);
    }

    @Test
    void longSilence_savesNoMoreThanTheBurst() {
        allowance.spend(400, 0);
        assertThat(allowance.spend(500, 1000 * SECOND)).isEqualTo(SECOND);
    }
}
