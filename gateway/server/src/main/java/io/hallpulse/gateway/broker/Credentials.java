package io.hallpulse.gateway.broker;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/** What the gateway shows to the broker. Asked for each connection, since certificates are renewed. */
@FunctionalInterface
public interface Credentials {
    /** Key, certificate and the authority that is trusted, for the connection of that client id. */
    SSLContext of(String clientId) throws IOException;
}
