/**
 * Where it is told what became of every press, of each run and in sum, and how each terminal stands: one figure for all who ask, from
 * the database alone.
 */
@NullMarked
package io.hallpulse.gateway.account;

import org.jspecify.annotations.NullMarked;
