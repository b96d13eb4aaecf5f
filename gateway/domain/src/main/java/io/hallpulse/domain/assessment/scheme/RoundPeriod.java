package io.hallpulse.domain.assessment.scheme;

/** How often a round runs, and so how long its period is. */
public enum RoundPeriod implements Word {
    MONTH,
    QUARTER,
    HALF_YEAR,
    YEAR,
    ONCE
}
