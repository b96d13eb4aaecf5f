@NullMarked
package io.hallpulse.gateway.assessment.key;

import org.jspecify.annotations.NullMarked;
