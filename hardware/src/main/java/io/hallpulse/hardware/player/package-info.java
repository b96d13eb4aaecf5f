/**
 * Meters played by the program itself, for trials without a device and for tests: the press begins here, and goes over a real
 * serial line into the serial room like any other.
 */
@NullMarked
package io.hallpulse.hardware.player;

import org.jspecify.annotations.NullMarked;
