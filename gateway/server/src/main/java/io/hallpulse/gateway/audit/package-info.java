/** The record of who changed what: walked to see that nobody touched it, and given out. */
@NullMarked
package io.hallpulse.gateway.audit;

import org.jspecify.annotations.NullMarked;
