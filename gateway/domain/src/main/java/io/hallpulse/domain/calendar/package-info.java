/** Which days are worked, and when what has to be done by a number of them is due. */
@NullMarked
package io.hallpulse.domain.calendar;

import org.jspecify.annotations.NullMarked;
