package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;

/** A department, or a category of service, that windows may name. */
public record Group(String id, Name name) {
    public Group {
        Identifiers.requireIdentifier("id", id);
    }
}
