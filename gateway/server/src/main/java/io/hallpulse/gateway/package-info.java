@NullMarked
package io.hallpulse.gateway;

import org.jspecify.annotations.NullMarked;
