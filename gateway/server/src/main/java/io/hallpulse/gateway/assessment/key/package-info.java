/** Keys of assessments, each in a file of its own that no backup holds: what publications are signed by, and what is sealed. */
@NullMarked
package io.hallpulse.gateway.assessment.key;

import org.jspecify.annotations.NullMarked;
