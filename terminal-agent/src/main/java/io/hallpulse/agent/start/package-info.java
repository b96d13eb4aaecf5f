/** What surrounds the start of {@code run}: presses played beforehand, and memory given back afterwards. */
@NullMarked
package io.hallpulse.agent.start;

import org.jspecify.annotations.NullMarked;
