/**
 * Alarms. What is wrong is looked for every few seconds in what terminals say of themselves, in the account and in the register of
 * certificates; an alarm of it opens once, closes with its mend, and is told to people and programs elsewhere. A press never waits for this
 * room, and what derives from levels is looked at once its day is over.
 */
@NullMarked
package io.hallpulse.gateway.alarm;

import org.jspecify.annotations.NullMarked;
