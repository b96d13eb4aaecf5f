package io.hallpulse.domain.press;

/**
 * A press that takes an earlier one of its run and window back.
 *
 * @param target the seq that it names
 */
public record Superseder(long target, String window) {}
