@NullMarked
package io.hallpulse.domain.alarm;

import org.jspecify.annotations.NullMarked;
