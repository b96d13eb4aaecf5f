/** The page of what goes up to the province. */
@NullMarked
package io.hallpulse.web.upstream;

import org.jspecify.annotations.NullMarked;
