@NullMarked
package io.hallpulse.domain.time;

import org.jspecify.annotations.NullMarked;
