/** The record of who changed what: a chain of entries, each of which holds the hash of the one before it. */
@NullMarked
package io.hallpulse.domain.record;

import org.jspecify.annotations.NullMarked;
