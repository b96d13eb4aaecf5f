@NullMarked
package io.hallpulse.gateway.clock;

import org.jspecify.annotations.NullMarked;
