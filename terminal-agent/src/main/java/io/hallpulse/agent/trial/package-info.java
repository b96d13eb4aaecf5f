/** What tries a terminal's keys and meters: learning a key map, testing every key, printing what was sniffed, pressing a played meter. */
@NullMarked
package io.hallpulse.agent.trial;

import org.jspecify.annotations.NullMarked;
