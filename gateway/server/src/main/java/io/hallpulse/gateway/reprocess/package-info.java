/** What stored presses are brought up to date by: time, state and tallies derived anew where more is known by now, and verified. */
@NullMarked
package io.hallpulse.gateway.reprocess;

import org.jspecify.annotations.NullMarked;
