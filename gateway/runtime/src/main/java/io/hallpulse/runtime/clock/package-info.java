/** What the machine says of its clock. */
@NullMarked
package io.hallpulse.runtime.clock;

import org.jspecify.annotations.NullMarked;
