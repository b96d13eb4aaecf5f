/** Rules that judge presses without touching them: which of a window's ratings bear a pattern that citizens do not make. */
@NullMarked
package io.hallpulse.domain.fraud;

import org.jspecify.annotations.NullMarked;
