package io.hallpulse.domain.assessment.scheme;

/** A kind of source of facts. */
public enum SourceKind implements Word {
    /** The tallies of the rating keys. */
    PRESSES,
    /** Citizens vote. */
    BALLOT,
    /** Interviewers ask. */
    SURVEY,
    /** Inspectors visit. */
    VISITS,
    /** Somebody states a fact and another verifies it. */
    LEDGER,
    /** Outcomes of cases. */
    CASES
}
