package io.hallpulse.domain.assessment.ballot;

import io.hallpulse.domain.assessment.scheme.Word;

/** The only reasons for which a ballot does not count (design 5.3). */
public enum Invalid implements Word {
    BLANK,
    /** The printed serial was read before. */
    DUPLICATE,
    /** More subjects are named than the form allows. */
    TOO_MANY,
    NOT_IN_ROUND,
    /** It answers what its form does not ask, or is a sheet that was not issued. */
    FOREIGN_FORM
}
