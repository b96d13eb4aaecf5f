package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of the register.
 *
 * @param serial hexadecimal, lower case
 * @param kind {@code terminal}, or the word of a part of the gateway
 * @param name the subject's common name
 * @param terminal null where it is none of a terminal
 * @param state {@code accepted}, {@code retiring} or {@code revoked}
 * @param changedMillis when the state last changed
 * @param fingerprint SHA-256 of the public key with its algorithm, hexadecimal
 * @param pem the certificate itself
 */
public record CertificateRow(
        String serial,
        String kind,
        String name,
        @Nullable TerminalId terminal,
        String state,
        long issuedMillis,
        long notAfterMillis,
        long changedMillis,
        String fingerprint,
        String pem) {
    /** The same in another state, from an instant on. */
    public CertificateRow with(String other, long nowMillis) {
        return new CertificateRow(
                serial, kind, name, terminal, other, issuedMillis, notAfterMillis, nowMillis, fingerprint, pem);
    }
}
