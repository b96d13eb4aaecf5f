package io.hallpulse.gateway.broker;

import io.hallpulse.contract.TerminalId;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Whom the embedded broker lets in. Asked at each connection, and again when that may have changed. Any thread. */
public interface Admission {
    /**
     * Who a client is.
     *
     * @param refusal why it may not connect, in one line without its data; null where it may
     * @param name the client id that it has to have, null where it may have any
     * @param terminal whose topics alone are open to it; null for the gateway itself, and where all topics are open to everybody
     */
    record Verdict(
            @Nullable String refusal,
            @Nullable String name,
            @Nullable TerminalId terminal) {
        static final Verdict ANYBODY = new Verdict(null, null, null);

        public static Verdict refused(String why) {
            return new Verdict(why, null, null);
        }

        public static Verdict terminal(TerminalId terminal) {
            return new Verdict(null, terminal.toString(), terminal);
        }

        /** One of the gateway's own connections. */
        public static Verdict gateway(String name) {
            return new Verdict(null, name, null);
        }

        boolean isGateway() {
            return name != null && terminal == null;
        }
    }

    /** Who shows this certificate, whose key it holds; nothing else of the certificate was checked. */
    Verdict ofCertificate(X509Certificate certificate);

    /** Who has this client id on a plain connection. */
    Verdict ofClientId(String clientId);

    /** A client was refused: for the record of those who answer for the site. */
    void refused(String client, String why);

    /** Everybody, to all topics: for a loopback address and the demo. */
    static Admission everybody() {
        return new Admission() {
            @Override
            public Verdict ofCertificate(X509Certificate certificate) {
                return Verdict.ANYBODY;
            }

            @Override
            public Verdict ofClientId(String clientId) {
                return Verdict.ANYBODY;
            }

            @Override
            public void refused(String client, String why) {}
        };
    }
}
