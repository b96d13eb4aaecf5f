/** The page on an inspector's phone. */
@NullMarked
package io.hallpulse.web.visits;

import org.jspecify.annotations.NullMarked;
