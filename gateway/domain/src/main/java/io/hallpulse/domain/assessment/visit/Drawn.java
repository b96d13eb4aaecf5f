package io.hallpulse.domain.assessment.visit;

import io.hallpulse.domain.directory.Text;
import org.jspecify.annotations.Nullable;

/**
 * What the lot says of a visit.
 *
 * @param way how it is made, one of the source's; empty where the scheme names none
 * @param inspector the login; null where nobody may make it
 * @param reason why nobody may; null where somebody does
 */
public record Drawn(
        Visit visit,
        String way,
        @Nullable String inspector,
        @Nullable Text reason) {}
