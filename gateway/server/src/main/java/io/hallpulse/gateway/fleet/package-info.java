/**
 * What is asked of terminals from here: commands, and the file that each is wanted to run on. A press never comes here; what a terminal
 * does with a command is its own decision, and told in its status.
 */
@NullMarked
package io.hallpulse.gateway.fleet;

import org.jspecify.annotations.NullMarked;
