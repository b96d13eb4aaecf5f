@NullMarked
package io.hallpulse.domain.assessment.rule;

import org.jspecify.annotations.NullMarked;
