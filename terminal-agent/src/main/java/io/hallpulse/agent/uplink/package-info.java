/**
 * How a stored press gets to the gateway: sent, sent again, and never believed to be there before the gateway itself acknowledges it on the
 * present connection.
 */
@NullMarked
package io.hallpulse.agent.uplink;

import org.jspecify.annotations.NullMarked;
