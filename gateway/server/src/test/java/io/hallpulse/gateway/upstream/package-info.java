/** What goes up to the province, against a played one. */
@NullMarked
package io.hallpulse.gateway.upstream;

import org.jspecify.annotations.NullMarked;
