/**
 * What goes up to the province. A settled rating of a service is written into a queue once, as the province's form has it, and posted in
 * batches until the province has taken or refused it. A press never waits for this room.
 */
@NullMarked
package io.hallpulse.gateway.upstream;

import org.jspecify.annotations.NullMarked;
