/**
 * What a press means: its key becomes a level, and the rules say whether it counts, repeats, replaces, or answers nobody. Pure: state
 * and event in, decision and new state out; no clock, no disk.
 */
@NullMarked
package io.hallpulse.agent.rating;

import org.jspecify.annotations.NullMarked;
