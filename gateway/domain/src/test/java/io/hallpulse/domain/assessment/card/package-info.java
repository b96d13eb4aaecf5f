@NullMarked
package io.hallpulse.domain.assessment.card;

import org.jspecify.annotations.NullMarked;
