/**
 * Where a press comes in over a pin: one thread samples every pin of every panel, a pure debouncer decides when a key is down,
 * and the panel hands the press on. Lamps are lit by the same thread once the answer is known.
 */
@NullMarked
package io.hallpulse.hardware.gpio;

import org.jspecify.annotations.NullMarked;
