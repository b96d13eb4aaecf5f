/** Ratings that come by other channels than the keys of a counter. */
@NullMarked
package io.hallpulse.domain.channel;

import org.jspecify.annotations.NullMarked;
