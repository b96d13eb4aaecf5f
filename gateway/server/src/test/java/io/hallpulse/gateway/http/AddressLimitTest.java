package io.hallpulse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressLimitTest {
    private static final int MOST = 20;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock may wrap
    private final AddressLimit limit = new AddressLimit(MOST, nanos::get);

    private boolean admits(String address, String number) {
        return limit.admits(address, "north/A03", number);
    }

    @Test
    void admits_someFormsAnHour_ofAnAddressAndPage() {
        for (int i = 0; i < MOST; i++) {
            assertThat(admits("10.0.0.7", "f" + i)).isTrue();
        }
        assertThat(admits("10.0.0.7", "further")).isFalse();
        assertThat(admits("10.0.0.7", "f4")).as("the same form again").isTrue();
        assertThat(admits("10.0.0.8", "further")).as("another address").isTrue();
        assertThat(limit.admits("10.0.0.7", "north/A04", "further"))
                .as("another page")
                .isTrue();
        limit.forget("10.0.0.7", "north/A03", "f4");
        assertThat(admits("10.0.0.7", "f4"))
                .as("in the place of one that was taken back")
                .isTrue();
        assertThat(admits("10.0.0.7", "further")).isFalse();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(admits("10.0.0.7", "further")).as("an hour later").isTrue();
    }

    @Test
    void admits_addressesOfOneNetworkOfIpv6_asOne() {
        for (int i = 0; i < MOST; i++) {
            assertThat(admits("2001:db8:0:1::" + i, "f" + i)).isTrue();
        }
        assertThat(admits("2001:db8:0:1:ffff::1", "further")).isFalse();
        assertThat(admits("2001:db8:0:2::1", "further")).isTrue();
    }

    @Test
    void admits_moreFromAnAddressThatStandsForMany() {
        AddressLimit ofHall = new AddressLimit(address -> address.equals("10.0.0.1") ? 3 : 1, nanos::get);
        for (int i = 0; i < 3; i++) {
            assertThat(ofHall.admits("10.0.0.1", "round", "f" + i)).isTrue();
        }
        assertThat(ofHall.admits("10.0.0.1", "round", "further")).isFalse();
        assertThat(ofHall.admits("10.0.0.2", "round", "one")).isTrue();
        assertThat(ofHall.admits("10.0.0.2", "round", "two")).isFalse();
    }
}
