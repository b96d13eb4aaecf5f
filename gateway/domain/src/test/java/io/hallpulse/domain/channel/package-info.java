@NullMarked
package io.hallpulse.domain.channel;

import org.jspecify.annotations.NullMarked;
