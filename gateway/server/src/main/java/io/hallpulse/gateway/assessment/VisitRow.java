package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import org.jspecify.annotations.Nullable;

/**
 * A visit as it is stored.
 *
 * @param name of the subject
 * @param inspector the login; null where nobody may make it
 * @param reason why nobody may; null where somebody does
 * @param fact the number of the fact that it came to and that stands; null where it is to be made
 * @param note of who made it; empty for none
 */
public record VisitRow(
        Visit visit,
        Name name,
        String way,
        @Nullable String inspector,
        @Nullable Text reason,
        @Nullable Long fact,
        String note) {}
