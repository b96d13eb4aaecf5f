/** The operators, who may see more than scores: their passwords, and the delays after failed logins. A press never comes here. */
@NullMarked
package io.hallpulse.gateway.auth;

import org.jspecify.annotations.NullMarked;
