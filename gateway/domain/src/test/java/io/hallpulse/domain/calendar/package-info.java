@NullMarked
package io.hallpulse.domain.calendar;

import org.jspecify.annotations.NullMarked;
