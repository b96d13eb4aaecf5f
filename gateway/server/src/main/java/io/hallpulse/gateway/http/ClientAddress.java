package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The address of a client: that of the connection or, where that is a proxy that is believed, the one that the proxy saw. Any thread. */
public final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final Set<String> proxies = new HashSet<>();

    /** @param proxies addresses, no names */
    public ClientAddress(List<String> proxies) {
        proxies.forEach(proxy -> this.proxies.add(canonical(proxy)));
    }

    /** Whether so many clients come from that address that it stands for none of them. */
    boolean isProxy(String address) {
        return proxies.contains(canonical(address));
    }

    /**
     * The nearest address that is no proxy of ours: what stands farther left in the header was written by others, who may write what
     * they like.
     */
    public String of(Context context) {
        String address = context.ip();
        if (!isProxy(address)) {
            return address;
        }
        String header = context.header(FORWARDED_FOR);
        String[] hops = header == null ? new String[0] : header.split(",");
        for (int i = hops.length - 1; i >= 0 && isProxy(address); i--) {
            address = hops[i].strip();
        }
        return address;
    }

    /** Whether the client speaks TLS, to this server or to a proxy that is believed and says so. */
    public boolean cameByTls(Context context) {
        return context.req().isSecure()
                || isProxy(context.ip()) && "https".equalsIgnoreCase(context.header(FORWARDED_PROTO));
    }

    /** IPv6 has many ways to write one address. */
    private static String canonical(String address) {
        boolean literal = address.matches("[0-9A-Fa-f:.\\[\\]]+");
        try {
            return literal ? InetAddress.getByName(address).getHostAddress() : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
