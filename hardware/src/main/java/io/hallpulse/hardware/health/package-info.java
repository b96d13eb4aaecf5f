/** Where every step of a press is counted on its way from the wire, so that a technician can see where presses stop. */
@NullMarked
package io.hallpulse.hardware.health;

import org.jspecify.annotations.NullMarked;
