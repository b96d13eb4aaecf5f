package io.hallpulse.gateway.config;

import io.hallpulse.domain.upstream.Profile;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;
import java.net.URI;
import java.net.URISyntaxException;

/** What goes up to the province, and where to. */
public record UpstreamConfig(
        @Setting("the province's form: shandong or zhejiang")
        String profile,

        @Setting(
                "where ratings of services are posted, such as https://pj.example.gov.cn/ratings; http:// on this machine alone")
        String url,

        @Setting("administrative division of the halls, in digits and in quotes, such as \"330200\"")
        String area) {
    private static final String AREA = "[0-9]{6,12}";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    public UpstreamConfig {
        if (!Profile.NAMES.contains(profile)) {
            throw new IllegalArgumentException(
                    "profile '" + profile + "' is unknown; known here: " + String.join(", ", Profile.NAMES));
        }
        requireSafe(url);
        if (!area.matches(AREA)) {
            throw new IllegalArgumentException(
                    "area '" + area + "' is no administrative division; write its 6 to 12 digits, such as \"330200\"");
        }
    }

    public URI uri() {
        return URI.create(url);
    }

    private static void requireSafe(String url) {
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
