package io.hallpulse.agent.uplink;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Who the terminal is to the broker. For the uplink's thread. */
public interface Credentials {
    /**
     * For the next connection.
     *
     * @throws IOException with one line, where they cannot be read
     */
    SSLSocketFactory sockets() throws IOException;

    /** A broker let the terminal in by the newest {@link #sockets()}. */
    void connected();

    /**
     * Why a connection by the newest {@link #sockets()} failed or soon ended, as far as the gateway says so: in TLS 1.3 a client is not told why
     * it is refused. Waits for the answer, for some seconds; empty where nothing is known, or was asked a moment ago.
     */
    Optional<String> refusal();
}
