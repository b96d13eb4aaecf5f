/** The live scores as Server-Sent Events. A press ends here, as a figure on the wall. */
@NullMarked
package io.hallpulse.gateway.stream;

import org.jspecify.annotations.NullMarked;
