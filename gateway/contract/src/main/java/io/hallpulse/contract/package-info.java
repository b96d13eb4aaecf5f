@NullMarked
package io.hallpulse.contract;

import org.jspecify.annotations.NullMarked;
