@NullMarked
package io.hallpulse.gateway.alarm;

import org.jspecify.annotations.NullMarked;
