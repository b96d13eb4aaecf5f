/** One terminal, wired: the press comes in from {@code hardware} and walks {@code rating}, {@code outbox} and {@code uplink}. */
@NullMarked
package io.hallpulse.agent;

import org.jspecify.annotations.NullMarked;
