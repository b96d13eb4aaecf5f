/** The whole way of a press with separate processes: real ttys, the packaged programs, a real browser, and kills in the middle. */
@NullMarked
package io.hallpulse.systemtests.endtoend;

import org.jspecify.annotations.NullMarked;
