@NullMarked
package io.hallpulse.domain.assessment.visit;

import org.jspecify.annotations.NullMarked;
