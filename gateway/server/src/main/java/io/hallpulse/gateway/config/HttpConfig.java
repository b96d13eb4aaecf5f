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

        @Setting(value = "PKCS 12 file with the server's key and certificate; left out: plain HTTP", optional = true)
        @Nullable
        Path tls,

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
        int connectionsPerAddress) {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

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
        if (tls == null && !insecure && !listen.isLoopback()) {
            throw new IllegalArgumentException(
                    "plain HTTP on " + listen + "; name a 'tls' file, listen on 127.0.0.1, or set insecure: true");
        }
    }

    public Optional<Path> operatorsFile() {
        return Optional.ofNullable(operators);
    }
}
