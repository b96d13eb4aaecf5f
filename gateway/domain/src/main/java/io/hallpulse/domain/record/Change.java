package io.hallpulse.domain.record;

/**
 * A change as it goes into the record.
 *
 * @param what was done, such as {@code directory.change}
 * @param object it was done to, such as {@code windows/north/A03}
 * @param before what the object was, a document in JSON or plain text; empty where it was not there. Never a secret.
 * @param after what it is from then on; empty where it is no more
 */
public record Change(Actor actor, String what, String object, String before, String after) {}
