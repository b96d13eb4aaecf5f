@NullMarked
package io.hallpulse.agent;

import org.jspecify.annotations.NullMarked;
