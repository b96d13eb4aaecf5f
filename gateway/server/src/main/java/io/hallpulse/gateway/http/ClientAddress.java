package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The address of a client: that of the connection or, where that is a proxy that is believed, the one that the proxy saw. Any thread. */
public final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String FORWARDED_PREFIX = "X-Forwarded-Prefix";
    private static final String HOST = "([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?";
    private static final String PREFIX = "(/[A-Za-z0-9._~-]{1,64}){1,8}";

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

    /**
     * The address by which the client reaches this gateway, without a slash at its end; behind a proxy that is believed, the one that the proxy
     * has, and the path below which it shows the gateway.
     */
    public String reachedAt(Context context) {
        String host = forwarded(context, FORWARDED_HOST, HOST);
        String prefix = forwarded(context, FORWARDED_PREFIX, PREFIX);
        return (cameByTls(context) ? "https://" : "http://")
                + (host == null ? context.host() : host)
                + (prefix == null ? "" : prefix);
    }

    /** What the nearest proxy says; null where it is not believed, says nothing, or what cannot be. */
    private @Nullable String forwarded(Context context, String name, String pattern) {
        String header = isProxy(context.ip()) ? context.header(name) : null;
        if (header == null) {
            return null;
        }
        String said = header.substring(header.lastIndexOf(',') + 1).strip().replaceFirst("/$", "");
        return said.matches(pattern) ? said : null;
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
