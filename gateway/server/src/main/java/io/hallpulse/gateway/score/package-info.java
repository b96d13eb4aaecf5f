/** Where counted presses become what a screen shows: formulas, periods, and the scoreboard that tells whoever listens. */
@NullMarked
package io.hallpulse.gateway.score;

import org.jspecify.annotations.NullMarked;
