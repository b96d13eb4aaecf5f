/** The directory: which halls and windows there are, in versions, first imported from the configuration and the database's from then on. */
@NullMarked
package io.hallpulse.gateway.directory;

import org.jspecify.annotations.NullMarked;
