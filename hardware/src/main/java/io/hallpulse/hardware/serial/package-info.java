/**
 * Where a press comes in over a serial line: one thread a port reads the wire, lets the protocol room make keys of the bytes,
 * and hands each key to the input that has the meter's address. Answers go back over the same thread.
 */
@NullMarked
package io.hallpulse.hardware.serial;

import org.jspecify.annotations.NullMarked;
