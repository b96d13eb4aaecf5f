/** The scores of windows and halls, derived from counted presses: periods, health, and the scoreboard that publishes them. */
@NullMarked
package io.hallpulse.gateway.score;

import org.jspecify.annotations.NullMarked;
