/** How a fault is told: once, and then ever more rarely with its count, so that no log floods the card that presses need. */
@NullMarked
package io.hallpulse.agent.fault;

import org.jspecify.annotations.NullMarked;
