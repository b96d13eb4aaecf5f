@NullMarked
package io.hallpulse.domain.assessment.ranking;

import org.jspecify.annotations.NullMarked;
