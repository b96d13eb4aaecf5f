/** What the devices' rooms ask of the operating system beyond what Java offers. */
@NullMarked
package io.hallpulse.hardware.kernel;

import org.jspecify.annotations.NullMarked;
