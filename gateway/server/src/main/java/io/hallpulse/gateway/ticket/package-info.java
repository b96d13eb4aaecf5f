/** The queue feed: how many tickets were closed at each window and hour, as queue machines send it. It flags no press. */
@NullMarked
package io.hallpulse.gateway.ticket;

import org.jspecify.annotations.NullMarked;
