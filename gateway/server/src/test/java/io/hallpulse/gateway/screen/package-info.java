@NullMarked
package io.hallpulse.gateway.screen;

import org.jspecify.annotations.NullMarked;
