/** The page on which a person rates a service by phone. */
@NullMarked
package io.hallpulse.web.rate;

import org.jspecify.annotations.NullMarked;
