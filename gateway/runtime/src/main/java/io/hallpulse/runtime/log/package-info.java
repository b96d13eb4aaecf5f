/**
 * The logs of both programs: a fault is logged once, and then ever more rarely with its count, so that no log floods the disk that
 * presses need.
 */
@NullMarked
package io.hallpulse.runtime.log;

import org.jspecify.annotations.NullMarked;
