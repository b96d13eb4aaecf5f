package io.hallpulse.agent.enrol;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where terminals enrol, such as {@code https://gateway.hall:8444}.
 *
 * @param uri of scheme https, with a host, and without a path
 */
public record GatewayUrl(URI uri) {
    /**
     * Reads one as people write it; a closing slash may stand.
     *
     * @throws IllegalArgumentException with one line where it is none
     */
    public static GatewayUrl parse(String text) {
        String problem = "'" + text + "' is no address of a gateway; write https://HOST:PORT as the invitation says";
        try {
            URI uri = new URI(text.strip().replaceFirst("/$", ""));
            boolean plain = "".equals(uri.getRawPath()) && uri.getRawQuery() == null && uri.getRawUserInfo() == null;
            if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !plain) {
                throw new IllegalArgumentException(problem);
            }
            return new GatewayUrl(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(problem, e);
        }
    }

    /** Whether its host is an IP address, which a technician typed and a certificate need not name. */
    boolean isNumeric() {
        String host = uri.getHost();
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
