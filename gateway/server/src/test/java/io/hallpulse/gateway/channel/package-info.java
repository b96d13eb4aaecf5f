@NullMarked
package io.hallpulse.gateway.channel;

import org.jspecify.annotations.NullMarked;
