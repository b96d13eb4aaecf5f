/** How a program ends, and what it says then. */
@NullMarked
package io.hallpulse.runtime.program;

import org.jspecify.annotations.NullMarked;
