/**
 * Where a press becomes durable: it is committed here before anyone thanks for it, and it stays until a gateway says, on the present
 * connection, that it has it too.
 */
@NullMarked
package io.hallpulse.agent.outbox;

import org.jspecify.annotations.NullMarked;
