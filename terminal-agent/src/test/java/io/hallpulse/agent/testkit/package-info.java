/** What several tests of the agent stand on: a clock that the test moves, and a device that the test plays. */
@NullMarked
package io.hallpulse.agent.testkit;

import org.jspecify.annotations.NullMarked;
