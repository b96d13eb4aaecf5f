/** Measurements, printed and never asserted: run by the benchmark command alone. */
@NullMarked
package io.hallpulse.systemtests.benchmark;

import org.jspecify.annotations.NullMarked;
