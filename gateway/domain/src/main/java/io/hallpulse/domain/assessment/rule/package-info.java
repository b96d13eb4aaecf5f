/** What follows from a ranking, a fact, a case or a week, by the rules of the scheme. */
@NullMarked
package io.hallpulse.domain.assessment.rule;

import org.jspecify.annotations.NullMarked;
