/** What is said of both programs and of the papers about them. */
@NullMarked
package io.hallpulse.systemtests;

import org.jspecify.annotations.NullMarked;
