package io.hallpulse.domain.assessment.ballot;

/**
 * A sheet of paper as a clerk keyed it.
 *
 * @param serial that is printed on it; 0 where there is none
 */
public record Sheet(long serial, Vote vote) {}
