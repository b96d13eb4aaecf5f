package io.hallpulse.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The rule of what may stand for a machine in a configuration: an IP address, or a name that every part of a program can use. */
public final class HostName {
    private static final int LONGEST = 253;
    private static final Pattern NAME =
            Pattern.compile("LABEL(\\.LABEL)*".replace("LABEL", "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"));
    /** What looks like an IPv4 address to any resolver: its last part is a number. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?[0-9]+");

    private static final Pattern IPV4 =
            Pattern.compile("BYTE(\\.BYTE){3}".replace("BYTE", "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));

    private HostName() {}

    /**
     * Passes a name or an address, an IPv6 one without its brackets.
     *
     * @throws IllegalArgumentException with one line that ends in the mend
     */
    public static void require(String host) {
        if (host.indexOf(':') >= 0) {
            requireIpv6(host);
        } else if (NUMERIC.matcher(host).matches()) {
            refuseUnless(
                    IPV4.matcher(host).matches(),
                    host,
                    "is no IPv4 address; write four numbers of 0 to 255, such as 192.168.1.10");
        } else {
            refuseUnless(
                    host.length() <= LONGEST && NAME.matcher(host).matches(),
                    host,
                    "is no host name; write an IP address, or a name of the letters a to z, digits, '-', '_' and '.'");
        }
    }

    private static void requireIpv6(String host) {
        try {
            InetAddress.getByName(host); // with a colon in it nothing is looked up
        } catch (UnknownHostException e) {
            refuseUnless(false, host, "is no IPv6 address; write one such as [fd00::10]");
        }
    }

    private static void refuseUnless(boolean fits, String host, String problem) {
        if (!fits) {
            throw new IllegalArgumentException("'" + host + "' " + problem);
        }
    }
}
