/**
 * The way in: one thread takes what devices and the business system hand over, applies the rules, has the outbox commit, and only then
 * answers.
 */
@NullMarked
package io.hallpulse.agent.intake;

import org.jspecify.annotations.NullMarked;
