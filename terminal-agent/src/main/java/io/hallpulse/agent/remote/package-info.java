/** What the gateway asks of this terminal, and the answers. A press never comes here, and nothing here holds one up. */
@NullMarked
package io.hallpulse.agent.remote;

import org.jspecify.annotations.NullMarked;
