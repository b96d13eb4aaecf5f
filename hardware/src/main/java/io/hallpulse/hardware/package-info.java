/**
 * The face of the hardware: the press enters here as a raw {@link io.hallpulse.hardware.KeyPress}. This module knows raw key
 * codes, lamps and wires; it knows no level, no window and no MQTT.
 */
@NullMarked
package io.hallpulse.hardware;

import org.jspecify.annotations.NullMarked;
