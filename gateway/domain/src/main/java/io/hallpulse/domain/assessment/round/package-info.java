/** A round by the calendar: its period and the days of its steps. */
@NullMarked
package io.hallpulse.domain.assessment.round;

import org.jspecify.annotations.NullMarked;
