package io.hallpulse.domain.assessment.fact;

import org.jspecify.annotations.Nullable;

/**
 * One statement, never edited (design 4).
 *
 * @param source id of the scheme's source that it came from
 * @param subject whom it is about; null for a ballot about many and for a strike
 * @param verified whether a second person confirmed it, or nobody has to; else it does not count yet
 */
public record Fact(String id, String source, @Nullable String subject, FactValue value, boolean verified) {}
