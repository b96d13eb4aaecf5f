@NullMarked
package io.hallpulse.domain.assessment;

import org.jspecify.annotations.NullMarked;
