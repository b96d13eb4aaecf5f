package io.hallpulse.domain.assessment.publication;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is public of a case: a promise on a board, an honour that is held.
 *
 * @param flow id in the scheme
 * @param state id in the flow
 * @param text what it is about, such as what was promised; empty for nothing
 * @param deadline the date that it bears itself; null for none
 * @param person id or name of the one whom it is about; null for nobody
 * @param consents whether that person has consented to be named
 */
public record PublicCase(
        String flow,
        String subject,
        String state,
        String text,
        @Nullable LocalDate deadline,
        @Nullable String person,
        boolean consents) {}
