/** The connections to a database, embedded or on a server, and the one queue of all that changes it. */
@NullMarked
package io.hallpulse.gateway.database;

import org.jspecify.annotations.NullMarked;
