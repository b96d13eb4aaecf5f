/**
 * What a press means: its key becomes a level, and the rules decide whether it counts, repeats, replaces, or belongs to no
 * session. Pure: state and event in, decision and new state out; no clock, no disk.
 */
@NullMarked
package io.hallpulse.agent.rating;

import org.jspecify.annotations.NullMarked;
