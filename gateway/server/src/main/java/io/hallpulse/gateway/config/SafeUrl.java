package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import java.net.URI;
import java.net.URISyntaxException;

/** What an address that the gateway posts to must be: encrypted, or on this machine. */
final class SafeUrl {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private SafeUrl() {}

    /** @throws IllegalArgumentException with one line where it is not */
    static void require(String url) {
        URI uri = parse(url);
        boolean secure = "https".equals(uri.getScheme());
        String host = uri.getHost();
        if (host == null || !(secure || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("url '" + url + "' is no address; write https://host/path");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("url has a user or a fragment; write https://host/path alone");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        if (!secure && !new HostPort(bare, port).isLoopback()) {
            throw new IllegalArgumentException(
                    "url '" + url + "' is neither encrypted nor on this machine; write https://");
        }
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url '" + url + "' is no address; write https://host/path", e);
        }
    }
}
