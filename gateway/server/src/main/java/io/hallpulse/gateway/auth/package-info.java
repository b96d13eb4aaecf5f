/** Who may see more than scores: operators, their passwords, and what slows those down who guess. A press never comes here. */
@NullMarked
package io.hallpulse.gateway.auth;

import org.jspecify.annotations.NullMarked;
