/** Where presses come from when there is no device: typed at the keyboard, or made up. They go straight to the listener. */
@NullMarked
package io.hallpulse.hardware.trial;

import org.jspecify.annotations.NullMarked;
