package io.hallpulse.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PageLimitTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock may wrap
    private final PageLimit limit = new PageLimit(nanos::get);

    private boolean admits(String address, String number) {
        return limit.admits(address, "north", "A03", number);
    }

    @Test
    void admits_someFormsAnHour_ofAnAddressAndCounter() {
        for (int i = 0; i < PageLimit.MOST; i++) {
            assertThat(admits("10.0.0.7", "f" + i)).isTrue();
        }
        assertThat(admits("10.0.0.7", "further")).isFalse();
        assertThat(admits("10.0.0.7", "f4")).as("the same form again").isTrue();
        assertThat(admits("10.0.0.8", "further")).as("another address").isTrue();
        assertThat(limit.admits("10.0.0.7", "north", "A04", "further"))
                .as("another counter")
                .isTrue();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(admits("10.0.0.7", "further")).as("an hour later").isTrue();
    }

    @Test
    void admits_addressesOfOneNetworkOfIpv6_asOne() {
        for (int i = 0; i < PageLimit.MOST; i++) {
            assertThat(admits("2001:db8:0:1::" + i, "f" + i)).isTrue();
        }
        assertThat(admits("2001:db8:0:1:ffff::1", "further")).isFalse();
        assertThat(admits("2001:db8:0:2::1", "further")).isTrue();
    }
}
