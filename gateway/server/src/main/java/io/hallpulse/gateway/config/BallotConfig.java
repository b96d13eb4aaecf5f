package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many votes are taken from one address; they are counted in memory alone. */
public record BallotConfig(
        @Setting(value = "votes an hour from one address in one round", byDefault = "5")
        int perHour,

        @Setting(
                value =
                        "networks of the halls themselves, in which many people share an address, such as [\"10.1.0.0/16\"]",
                byDefault = "[]")
        List<String> hallNetworks,

        @Setting(value = "votes an hour from one address of those", byDefault = "60")
        int hallPerHour) {
    /** As it is where nothing is configured. */
    public static final BallotConfig DEFAULT = new BallotConfig(5, List.of(), 60);

    private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/([0-9]{1,3}))?");

    public BallotConfig {
        hallNetworks = List.copyOf(hallNetworks);
        hallNetworks.forEach(BallotConfig::bits);
        if (perHour < 1 || hallPerHour < perHour) {
            throw new IllegalArgumentException("perHour is 1 or more, and hallPerHour no less");
        }
    }

    /** Votes an hour that are taken from an address. */
    public int most(String address) {
        return hallNetworks.stream().anyMatch(network -> contains(network, address)) ? hallPerHour : perHour;
    }

    private static boolean contains(String network, String address) {
        byte[] ofAddress = bytes(address);
        byte[] ofNetwork = bytes(network.replaceFirst("/.*", ""));
        if (ofAddress.length != ofNetwork.length) {
            return false;
        }
        int bits = bits(network);
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ofAddress[bit / 8] & mask) != (ofNetwork[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** How many leading bits a network has. */
    private static int bits(String network) {
        Matcher matcher = NETWORK.matcher(network);
        byte[] bytes = matcher.matches() ? bytes(matcher.group(1)) : new byte[0];
        String said = matcher.matches() ? matcher.group(2) : null;
        int bits = said == null ? bytes.length * 8 : Integer.parseInt(said);
        if (bytes.length == 0 || bits > bytes.length * 8) {
            throw new IllegalArgumentException(
                    "hallNetworks: '" + network + "' is no network; write such as 10.1.0.0/16 or fd00::/64");
        }
        return bits;
    }

    /** Of a literal address; none for anything else. */
    private static byte[] bytes(String address) {
        String literal = address.replaceAll("[\\[\\]]", "");
        try {
            return literal.matches("[0-9A-Fa-f:.]{2,45}") && literal.matches(".*[:.].*")
                    ? InetAddress.getByName(literal).getAddress()
                    : new byte[0];
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
