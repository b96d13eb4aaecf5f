/** The page on which staff sign in at windows. */
@NullMarked
package io.hallpulse.web.duty;

import org.jspecify.annotations.NullMarked;
