@NullMarked
package io.hallpulse.gateway.stream;

import org.jspecify.annotations.NullMarked;
