package io.hallpulse.domain.alarm;

/**
 * What somebody did about an alarm.
 *
 * @param what was done: {@code acknowledge}, {@code comment} or {@code mute}
 * @param text what they said, may be empty
 */
public record AlarmNote(long alarm, long atMillis, String who, String what, String text) {}
