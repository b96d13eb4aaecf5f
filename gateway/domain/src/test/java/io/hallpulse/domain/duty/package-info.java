@NullMarked
package io.hallpulse.domain.duty;

import org.jspecify.annotations.NullMarked;
