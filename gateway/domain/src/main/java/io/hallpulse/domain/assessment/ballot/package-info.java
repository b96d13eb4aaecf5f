/** Ballots that anybody may cast and sheets of paper: what makes one invalid, and when two clerks agree (design 5.3). */
@NullMarked
package io.hallpulse.domain.assessment.ballot;

import org.jspecify.annotations.NullMarked;
