/** Presses and their runs: what a stored press is, when it happened, whether it is new, and what it counts for. */
@NullMarked
package io.hallpulse.domain.press;

import org.jspecify.annotations.NullMarked;
