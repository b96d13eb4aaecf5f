@NullMarked
package io.hallpulse.gateway.assessment;

import org.jspecify.annotations.NullMarked;
