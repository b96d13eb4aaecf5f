/** Scheme files: the whole grammar, read with file, line and mend, and those that come with the program. It knows nothing of rounds or databases. */
@NullMarked
package io.hallpulse.gateway.assessment.scheme;

import org.jspecify.annotations.NullMarked;
