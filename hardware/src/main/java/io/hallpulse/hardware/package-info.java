@NullMarked
package io.hallpulse.hardware;

import org.jspecify.annotations.NullMarked;
