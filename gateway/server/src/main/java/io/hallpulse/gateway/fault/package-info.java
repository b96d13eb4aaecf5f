/** What goes wrong on a press's way through the gateway and mends itself: logged once, counted, and shown to readiness. */
@NullMarked
package io.hallpulse.gateway.fault;

import org.jspecify.annotations.NullMarked;
