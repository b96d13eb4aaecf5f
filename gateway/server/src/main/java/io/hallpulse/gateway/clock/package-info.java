/** The gateway's own clock, by which presses are received and days begin; and whether it can be believed. */
@NullMarked
package io.hallpulse.gateway.clock;

import org.jspecify.annotations.NullMarked;
