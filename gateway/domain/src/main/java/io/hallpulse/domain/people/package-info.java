/** The people who use the gateway, the roles that they have, and what a role may do. */
@NullMarked
package io.hallpulse.domain.people;

import org.jspecify.annotations.NullMarked;
