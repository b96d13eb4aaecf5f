/**
 * Where a press comes in over a pin: one thread reads every pin of every panel, a pure debouncer decides when a key is down,
 * and the panel hands the press on. Pins are the kernel's GPIO character device behind Pi4J's interface. Lamps are lit by the same thread once the answer is known.
 */
@NullMarked
package io.hallpulse.hardware.gpio;

import org.jspecify.annotations.NullMarked;
