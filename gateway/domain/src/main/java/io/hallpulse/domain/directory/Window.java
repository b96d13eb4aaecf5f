package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;

/**
 * One service counter.
 *
 * @param id unique in its hall
 * @param department that serves there, may be empty
 * @param category the kind of service, may be empty
 */
public record Window(String id, Name name, String department, String category) {
    public Window {
        Identifiers.requireIdentifier("window", id);
    }
}
