@NullMarked
package io.hallpulse.domain.record;

import org.jspecify.annotations.NullMarked;
