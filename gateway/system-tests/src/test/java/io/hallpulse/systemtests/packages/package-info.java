/** The Debian packages: what is in them, and the programs as they are installed. */
@NullMarked
package io.hallpulse.systemtests.packages;

import org.jspecify.annotations.NullMarked;
