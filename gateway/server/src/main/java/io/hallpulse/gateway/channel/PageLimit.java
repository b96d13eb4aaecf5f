package io.hallpulse.gateway.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many ratings the page behind a counter's QR code takes from one client address: {@value #MOST} an hour for each counter. The same
 * form sent again is no further one. Bounded: those that rated longest ago are forgotten first. Any thread.
 */
public final class PageLimit {
    public static final int MOST = 20;

    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    private static final int MOST_KEPT = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final LongSupplier nanos;
    private final Map<Place, Map<String, Long>> admitted = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(String address, String hall, String window) {}

    /** @param nanos a clock that never steps */
    public PageLimit(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Admits a form, unless that address has sent as many others of that counter within the hour.
     *
     * @param number by which the form is known
     */
    public synchronized boolean admits(String address, String hall, String window, String number) {
        Map<String, Long> forms =
                admitted.computeIfAbsent(new Place(network(address), hall, window), place -> new HashMap<>());
        long now = nanos.getAsLong();
        forms.values().removeIf(at -> now - at >= HOUR_NANOS);
        boolean admits = forms.containsKey(number) || forms.size() < MOST;
        if (admits) {
            forms.putIfAbsent(number, now);
        }
        if (admitted.size() > MOST_KEPT) {
            admitted.remove(admitted.keySet().iterator().next());
        }
        return admits;
    }

    /** A line has as many addresses of IPv6 as it likes, all in one network of 64 bits. */
    private static String network(String address) {
        if (!address.matches("\\[?[0-9A-Fa-f:.]+]?") || address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > NETWORK_BYTES ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
