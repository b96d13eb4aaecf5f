/** The counter's business system opens and closes sessions here; what it wants joins the presses in the outbox's queue. */
@NullMarked
package io.hallpulse.agent.trigger;

import org.jspecify.annotations.NullMarked;
