/**
 * Where a press becomes durable: it is committed here before anyone thanks for it, and it stays until a gateway acknowledges it on the
 * present connection.
 */
@NullMarked
package io.hallpulse.agent.outbox;

import org.jspecify.annotations.NullMarked;
