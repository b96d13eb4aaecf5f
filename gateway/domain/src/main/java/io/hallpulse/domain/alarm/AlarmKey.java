package io.hallpulse.domain.alarm;

/** What has one alarm at a time: a kind, a hall and a subject in it. */
record AlarmKey(AlarmKind kind, String hall, String subject) {}
