/** The people who may sign in: who they are, their passwords, their sessions, and the delays after failed logins. A press never comes here. */
@NullMarked
package io.hallpulse.gateway.auth;

import org.jspecify.annotations.NullMarked;
