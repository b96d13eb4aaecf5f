/**
 * Where bytes from a meter become presses, and answers become bytes. Everything here is pure: bytes and times come in, keys and
 * bytes go out. The press comes from the serial room and goes back to it as a {@link io.hallpulse.hardware.protocol.MeterKey}.
 */
@NullMarked
package io.hallpulse.hardware.protocol;

import org.jspecify.annotations.NullMarked;
