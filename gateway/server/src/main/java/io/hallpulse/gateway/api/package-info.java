/** The paths for programs: scores for everybody, account, fleet, presses and history for operators, health for those who watch. */
@NullMarked
package io.hallpulse.gateway.api;

import org.jspecify.annotations.NullMarked;
