/** The fraud rules of each hall: what they say, since when, what they flag, and what others would flag. Presses are never touched. */
@NullMarked
package io.hallpulse.gateway.fraud;

import org.jspecify.annotations.NullMarked;
