/** Counted presses: tallies, and their recount from raw presses alone. */
@NullMarked
package io.hallpulse.domain.count;

import org.jspecify.annotations.NullMarked;
