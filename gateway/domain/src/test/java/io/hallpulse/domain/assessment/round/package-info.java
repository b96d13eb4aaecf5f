@NullMarked
package io.hallpulse.domain.assessment.round;

import org.jspecify.annotations.NullMarked;
