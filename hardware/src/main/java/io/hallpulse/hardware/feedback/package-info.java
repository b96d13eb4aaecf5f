/** How an answer looks and sounds, alike for every key and every kind of device: the way of a press back to the finger. */
@NullMarked
package io.hallpulse.hardware.feedback;

import org.jspecify.annotations.NullMarked;
