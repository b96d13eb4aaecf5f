package io.hallpulse.domain.assessment.scheme;

/** What kind of subject a scheme assesses. */
public enum SubjectKind implements Word {
    UNIT,
    HALL,
    DEPARTMENT,
    OFFICE,
    WINDOW,
    STAFF
}
