/** The page for the small screen at a counter. */
@NullMarked
package io.hallpulse.web.counter;

import org.jspecify.annotations.NullMarked;
