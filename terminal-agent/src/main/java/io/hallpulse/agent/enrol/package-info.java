/** How a terminal comes into service: its key, its certificate and its first configuration. No press walks through here. */
@NullMarked
package io.hallpulse.agent.enrol;

import org.jspecify.annotations.NullMarked;
