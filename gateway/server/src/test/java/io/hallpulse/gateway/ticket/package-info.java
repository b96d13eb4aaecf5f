@NullMarked
package io.hallpulse.gateway.ticket;

import org.jspecify.annotations.NullMarked;
