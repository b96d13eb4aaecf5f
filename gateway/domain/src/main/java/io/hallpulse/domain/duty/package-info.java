/** Who is on duty at which window, and who therefore served when somebody pressed a key; and when a window pauses. */
@NullMarked
package io.hallpulse.domain.duty;

import org.jspecify.annotations.NullMarked;
