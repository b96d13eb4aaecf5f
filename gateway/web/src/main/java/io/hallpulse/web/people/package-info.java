/** Signing in, the own password, and the people who may sign in. */
@NullMarked
package io.hallpulse.web.people;

import org.jspecify.annotations.NullMarked;
