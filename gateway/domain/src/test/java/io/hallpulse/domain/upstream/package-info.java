@NullMarked
package io.hallpulse.domain.upstream;

import org.jspecify.annotations.NullMarked;
