/** A gateway with its pages in the process of the test. */
@NullMarked
package io.hallpulse.gateway.testkit;

import org.jspecify.annotations.NullMarked;
