/**
 * Where a press stays for ever, with its state, its tallies and what is known of its run. One writer, many readers; every
 * change of one transaction is seen together or not at all.
 */
@NullMarked
package io.hallpulse.gateway.store;

import org.jspecify.annotations.NullMarked;
