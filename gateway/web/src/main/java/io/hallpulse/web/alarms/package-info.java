/** The page of alarms. */
@NullMarked
package io.hallpulse.web.alarms;

import org.jspecify.annotations.NullMarked;
