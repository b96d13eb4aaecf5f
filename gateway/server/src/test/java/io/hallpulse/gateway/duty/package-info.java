@NullMarked
package io.hallpulse.gateway.duty;

import org.jspecify.annotations.NullMarked;
