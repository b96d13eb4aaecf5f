@NullMarked
package io.hallpulse.domain.assessment.matter;

import org.jspecify.annotations.NullMarked;
