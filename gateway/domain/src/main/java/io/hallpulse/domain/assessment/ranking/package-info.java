/** Who comes first: ranks of printed figures, who is on a list, and for how many rounds in a row. */
@NullMarked
package io.hallpulse.domain.assessment.ranking;

import org.jspecify.annotations.NullMarked;
