package io.hallpulse.gateway.ca;

import java.util.Locale;

/** What becomes of whoever shows a certificate of the site CA. */
public enum CertificateState {
    ACCEPTED,
    /** Its terminal was replaced and still sends what it has. */
    RETIRING,
    REVOKED,
    EXPIRED,
    /** Not in the register: of another CA, or issued before a backup that was restored. */
    UNKNOWN;

    /** Whether its holder may connect. */
    public boolean mayConnect() {
        return this == ACCEPTED || this == RETIRING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CertificateState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
