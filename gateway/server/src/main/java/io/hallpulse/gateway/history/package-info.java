/** How windows and halls were rated over time, from the same tallies as the scores. A press is here for as long as the hall stands. */
@NullMarked
package io.hallpulse.gateway.history;

import org.jspecify.annotations.NullMarked;
