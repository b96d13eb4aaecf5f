/** The rules of the architecture, a class a module: who may know whom, and what for. */
@NullMarked
package io.hallpulse.systemtests.architecture;

import org.jspecify.annotations.NullMarked;
