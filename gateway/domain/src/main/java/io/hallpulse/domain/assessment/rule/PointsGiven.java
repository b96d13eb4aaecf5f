package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.scheme.Post;

/**
 * The points of one rule that one receiver is given in a round, all subjects together (X13).
 *
 * @param into id of the ledger
 * @param sum of them
 * @param given the sum cut to what the rule gives at most; where that is negative, at least
 */
public record PointsGiven(String rule, String into, Post to, String holder, Fraction sum, Fraction given) {}
