/** The start of a command and the end of a program: options, stop, close, exit codes and failures. */
@NullMarked
package io.hallpulse.runtime.program;

import org.jspecify.annotations.NullMarked;
