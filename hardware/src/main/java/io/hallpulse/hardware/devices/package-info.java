/** What this machine has to press keys on: GPIO chips with their lines, and serial ports with their stable names. */
@NullMarked
package io.hallpulse.hardware.devices;

import org.jspecify.annotations.NullMarked;
