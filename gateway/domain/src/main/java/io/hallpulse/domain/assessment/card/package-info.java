/** The counted round: a scorecard for each subject, from its total down to what each figure was counted from, and their digest. */
@NullMarked
package io.hallpulse.domain.assessment.card;

import org.jspecify.annotations.NullMarked;
