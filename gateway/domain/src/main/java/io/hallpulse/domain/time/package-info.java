/** Instants as far as a gateway can tell them, and the spans of a hall's calendar. */
@NullMarked
package io.hallpulse.domain.time;

import org.jspecify.annotations.NullMarked;
