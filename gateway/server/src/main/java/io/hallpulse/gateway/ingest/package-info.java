/**
 * Where a message becomes presses that are stored, judged, placed and counted in one transaction, and is acknowledged after it.
 * The decisions are pure; one thread carries them out.
 */
@NullMarked
package io.hallpulse.gateway.ingest;

import org.jspecify.annotations.NullMarked;
