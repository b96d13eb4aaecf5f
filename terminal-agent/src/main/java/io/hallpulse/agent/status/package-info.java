/** How the terminal is, for gateways and technicians: no press comes here, only the counts of them. */
@NullMarked
package io.hallpulse.agent.status;

import org.jspecify.annotations.NullMarked;
