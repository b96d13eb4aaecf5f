@NullMarked
package io.hallpulse.domain.fraud;

import org.jspecify.annotations.NullMarked;
