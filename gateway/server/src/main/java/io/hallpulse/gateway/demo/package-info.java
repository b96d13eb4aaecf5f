/** A hall to look at: everything between a simulated finger and the screen, real but for the finger, in one process. */
@NullMarked
package io.hallpulse.gateway.demo;

import org.jspecify.annotations.NullMarked;
