/** Visits of inspectors: which ones a round wants of each subject, and who makes them by lot (design 4, 5.2, 9). */
@NullMarked
package io.hallpulse.domain.assessment.visit;

import org.jspecify.annotations.NullMarked;
