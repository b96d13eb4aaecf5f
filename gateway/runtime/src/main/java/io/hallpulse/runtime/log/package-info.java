/** How a fault is told: once, and then ever more rarely with its count, so that no log floods the disk that presses need. Both programs. */
@NullMarked
package io.hallpulse.runtime.log;

import org.jspecify.annotations.NullMarked;
