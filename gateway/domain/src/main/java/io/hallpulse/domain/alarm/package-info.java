/** Alarms: what is wrong, when an alarm of it opens and closes, and when people are told. */
@NullMarked
package io.hallpulse.domain.alarm;

import org.jspecify.annotations.NullMarked;
