/** Real parts for tests: a browser that looks at the hall screen as a citizen does, and the servers that a site may run already. */
@NullMarked
package io.hallpulse.testkit;

import org.jspecify.annotations.NullMarked;
