/** The screen that hangs in a hall. */
@NullMarked
package io.hallpulse.web.hall;

import org.jspecify.annotations.NullMarked;
