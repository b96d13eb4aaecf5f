@NullMarked
package io.hallpulse.gateway.assessment.scheme;

import org.jspecify.annotations.NullMarked;
