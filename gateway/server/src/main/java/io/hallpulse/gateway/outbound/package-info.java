/** The way to servers elsewhere, whose addresses stand in the configuration: nobody knows what answers there, or when. */
@NullMarked
package io.hallpulse.gateway.outbound;

import org.jspecify.annotations.NullMarked;
