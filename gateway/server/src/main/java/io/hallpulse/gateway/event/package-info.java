/** What happens in the halls, told at once to whoever watches: that somebody pressed, and what became of it, but never what was pressed. */
@NullMarked
package io.hallpulse.gateway.event;

import org.jspecify.annotations.NullMarked;
