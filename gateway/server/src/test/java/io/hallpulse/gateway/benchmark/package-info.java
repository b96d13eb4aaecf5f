/** Measurements, printed and never asserted: run by the benchmark command alone. */
@NullMarked
package io.hallpulse.gateway.benchmark;

import org.jspecify.annotations.NullMarked;
