package io.hallpulse.gateway.outbound;

/**
 * A mail of plain text.
 *
 * @param id by which a receiver's program tells what comes twice, without angle brackets
 * @param subject in one line
 */
public record OutgoingMail(String id, String subject, String text) {}
