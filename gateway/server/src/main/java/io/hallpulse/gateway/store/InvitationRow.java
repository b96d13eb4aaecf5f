package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import org.jspecify.annotations.Nullable;

/**
 * A code by which one terminal may ask to be let in.
 *
 * @param hash SHA-256 of the code, hexadecimal
 * @param terminal whom it is for, null where that is decided with the request
 * @param request of the key that used it first, null before
 */
public record InvitationRow(
        String hash,
        @Nullable TerminalId terminal,
        long madeMillis,
        long expiresMillis,
        @Nullable String request) {}
