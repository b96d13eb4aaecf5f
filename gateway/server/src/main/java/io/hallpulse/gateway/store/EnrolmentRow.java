package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal asked by a code, and what was decided.
 *
 * @param request drawn here
 * @param fingerprint SHA-256 of its public key with the algorithm, hexadecimal
 * @param publicKey that key (X.509) in base64
 * @param origin address that it came from
 * @param state {@code pending}, {@code accepted} or {@code refused}
 * @param terminal as it was accepted, or as its code has it; else null
 * @param serial of the certificate that it was given, else null
 */
public record EnrolmentRow(
        String request,
        String fingerprint,
        String publicKey,
        String origin,
        long sinceMillis,
        String state,
        @Nullable TerminalId terminal,
        @Nullable String serial) {
    public static final String PENDING = "pending";
    public static final String ACCEPTED = "accepted";
    public static final String REFUSED = "refused";

    public boolean isPending() {
        return state.equals(PENDING);
    }
}
