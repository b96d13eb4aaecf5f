/**
 * Rigs that attack the promise with separate processes: a history of presses under faults, a power cut, a reconnect storm, a soak, hostile
 * clients.
 * Their short forms are tests; {@code .ci/rigs} runs the long ones.
 */
@NullMarked
package io.hallpulse.systemtests.rig;

import org.jspecify.annotations.NullMarked;
