@NullMarked
package io.hallpulse.gateway.ca;

import org.jspecify.annotations.NullMarked;
