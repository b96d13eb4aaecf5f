/** What people stated about subjects, each fact by what its source can say, and which of it counts. */
@NullMarked
package io.hallpulse.domain.assessment.fact;

import org.jspecify.annotations.NullMarked;
