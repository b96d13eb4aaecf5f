package io.hallpulse.gateway.ca;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** By which names and addresses others reach this machine: a server's certificate has to name them. */
final class OwnAddresses {
    private OwnAddresses() {}

    /** @param further names that the site's DNS has for it */
    static Collection<String> all(List<String> further) throws IOException {
        TreeSet<String> all = new TreeSet<>(further);
        all.add("localhost");
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            card.inetAddresses()
                    .filter(address -> !address.isLinkLocalAddress())
                    .forEach(address -> all.add(address.getHostAddress().replaceFirst("%.*", "")));
        }
        try {
            InetAddress local = InetAddress.getLocalHost();
            for (String name : List.of(local.getHostName(), local.getCanonicalHostName())) {
                if (name.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) { // also where it is an address
                    all.add(name);
                }
            }
        } catch (java.net.UnknownHostException e) {
            all.add("localhost"); // a machine that does not know its own name is reached by its addresses
        }
        return all;
    }
}
