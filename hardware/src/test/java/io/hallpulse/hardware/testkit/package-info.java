/** Devices for tests: pseudo-terminals and the meters that are played on them. Other modules' tests use these too. */
@NullMarked
package io.hallpulse.hardware.testkit;

import org.jspecify.annotations.NullMarked;
