/** The one place where time comes from: a press gets its wall time, the state of the clock and its boot's monotonic time here. */
@NullMarked
package io.hallpulse.agent.clock;

import org.jspecify.annotations.NullMarked;
