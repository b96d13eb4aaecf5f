@NullMarked
package io.hallpulse.domain.assessment.figure;

import org.jspecify.annotations.NullMarked;
