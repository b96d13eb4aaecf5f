package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Screens, scores and pages. */
public record HttpConfig(
        @Setting(value = "where browsers connect", byDefault = "127.0.0.1:8080")
        HostPort listen,

        @Setting(
                value =
                        "site: HTTPS with a certificate of the site CA; a file: one of your own, PEM with key and chain or PKCS 12 without a password, read again when it changes; none: plain; left out: none on a loopback address, site elsewhere",
                optional = true)
        @Nullable
        TlsChoice tls,

        @Setting(
                value =
                        "file of the operators' logins, a line that `gateway operator NAME` prints for each; left out: nothing but scores and screens is shown",
                optional = true)
        @Nullable
        Path operators,

        @Setting(value = "accept plain HTTP on any address", byDefault = "false")
        boolean insecure,

        @Setting(
                value = "addresses of proxies on the way, whose X-Forwarded-For is believed, such as [\"127.0.0.1\"]",
                byDefault = "[]")
        List<String> proxies,

        @Setting(value = "connections that one address may have open, proxies aside", byDefault = "500")
        int connectionsPerAddress,

        @Setting(
                value =
                        "address by which the public reaches this gateway, such as https://hall.example.gov.cn, for QR codes on hall screens; left out: none are shown there",
                optional = true)
        @Nullable
        String publicUrl) {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern PUBLIC = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*");

    public HttpConfig {
        proxies = List.copyOf(proxies);
        for (String proxy : proxies) {
            if (!ADDRESS.matcher(proxy).matches()) {
                throw new IllegalArgumentException(
                        "proxies: '" + proxy + "' is no address; write such as 127.0.0.1 or fd00::10");
            }
        }
        if (connectionsPerAddress < 1) {
            throw new IllegalArgumentException(
                    "connectionsPerAddress is " + connectionsPerAddress + "; write 1 or more");
        }
        if (publicUrl != null && !PUBLIC.matcher(publicUrl).matches()) {
            throw new IllegalArgumentException("publicUrl: '" + publicUrl
                    + "' is no address; write such as https://hall.example.gov.cn, without a slash at its end");
        }
        if (TlsChoice.isTooOpen(tls, listen, insecure)) {
            throw new IllegalArgumentException("plain HTTP on " + listen
                    + "; write tls: site or a file, listen on 127.0.0.1, or set insecure: true");
        }
    }

    /** What browsers are shown. */
    public TlsChoice tlsInForce() {
        return TlsChoice.inForce(tls, listen, insecure);
    }

    public Optional<Path> operatorsFile() {
        return Optional.ofNullable(operators);
    }
}
