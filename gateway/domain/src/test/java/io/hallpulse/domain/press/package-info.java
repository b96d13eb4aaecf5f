@NullMarked
package io.hallpulse.domain.press;

import org.jspecify.annotations.NullMarked;
