@NullMarked
package io.hallpulse.agent.enrol;

import org.jspecify.annotations.NullMarked;
