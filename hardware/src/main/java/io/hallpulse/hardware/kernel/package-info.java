/** The calls of the operating system that the devices' rooms need beyond what Java offers. */
@NullMarked
package io.hallpulse.hardware.kernel;

import org.jspecify.annotations.NullMarked;
