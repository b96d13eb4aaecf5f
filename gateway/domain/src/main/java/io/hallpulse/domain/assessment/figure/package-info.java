/** What facts are worth: exact fractions, the six measures, intervals, and how parts make a score. */
@NullMarked
package io.hallpulse.domain.assessment.figure;

import org.jspecify.annotations.NullMarked;
