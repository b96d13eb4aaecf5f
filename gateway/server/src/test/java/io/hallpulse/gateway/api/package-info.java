@NullMarked
package io.hallpulse.gateway.api;

import org.jspecify.annotations.NullMarked;
