@NullMarked
package io.hallpulse.domain.score;

import org.jspecify.annotations.NullMarked;
