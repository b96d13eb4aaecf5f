/** A whole hall in one process, real from the simulated key to the screen. */
@NullMarked
package io.hallpulse.gateway.demo;

import org.jspecify.annotations.NullMarked;
