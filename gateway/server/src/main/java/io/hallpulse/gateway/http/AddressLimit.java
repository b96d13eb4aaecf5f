package io.hallpulse.gateway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * How many forms a public page takes from one client address within an hour. The same form sent again is no further one. It is in memory
 * alone, and bounded: those that sent longest ago are forgotten first. Any thread.
 */
public final class AddressLimit {
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    private static final int MOST_KEPT = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final ToIntFunction<String> most;
    private final LongSupplier nanos;
    private final Map<Place, Map<String, Long>> admitted = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(String network, String page) {}

    /** @param nanos a clock that never steps */
    public AddressLimit(int most, LongSupplier nanos) {
        this(address -> most, nanos);
    }

    /**
     * One that is another for some addresses.
     *
     * @param most forms an hour of an address
     * @param nanos a clock that never steps
     */
    public AddressLimit(ToIntFunction<String> most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /**
     * Admits a form, unless that address has sent as many others of that page within the hour.
     *
     * @param page what is counted by itself: a counter, a round
     * @param number by which the form is known
     */
    public synchronized boolean admits(String address, String page, String number) {
        Map<String, Long> forms = admitted.computeIfAbsent(new Place(network(address), page), place -> new HashMap<>());
        long now = nanos.getAsLong();
        forms.values().removeIf(at -> now - at >= HOUR_NANOS);
        boolean admits = forms.containsKey(number) || forms.size() < most.applyAsInt(address);
        if (admits) {
            forms.putIfAbsent(number, now);
        }
        if (admitted.size() > MOST_KEPT) {
            admitted.remove(admitted.keySet().iterator().next());
        }
        return admits;
    }

    /** Takes back that a form was admitted: nothing came of it. */
    public synchronized void forget(String address, String page, String number) {
        Map<String, Long> forms = admitted.get(new Place(network(address), page));
        if (forms != null) {
            forms.remove(number);
        }
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
