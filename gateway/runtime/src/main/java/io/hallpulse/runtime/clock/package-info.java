/** The state of the machine's clock. */
@NullMarked
package io.hallpulse.runtime.clock;

import org.jspecify.annotations.NullMarked;
