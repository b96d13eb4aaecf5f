package io.hallpulse.web.assessment;

/**
 * A signature.
 *
 * @param role as a word
 */
public record Signed(String role, String who) {}
