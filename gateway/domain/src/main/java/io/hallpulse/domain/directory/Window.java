package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;

/**
 * One service counter.
 *
 * @param id unique in its hall
 * @param department that serves there, may be empty
 * @param category the kind of service, may be empty
 * @param promises what it promises to the public, for its counter's screen; several are separated by semicolons
 * @param duties what it does for the public, likewise
 * @param schedule who is to be on duty there when
 */
public record Window(
        String id, Name name, String department, String category, Text promises, Text duties, DutySchedule schedule) {
    public Window {
        Identifiers.requireIdentifier("window", id);
    }

    /** One whose counter tells no more. */
    public Window(String id, Name name, String department, String category) {
        this(id, name, department, category, Text.NONE, Text.NONE, DutySchedule.NONE);
    }

    /** The same with what another tells the public, and with its schedule. */
    Window telling(Window other) {
        return new Window(id, name, department, category, other.promises, other.duties, other.schedule);
    }
}
