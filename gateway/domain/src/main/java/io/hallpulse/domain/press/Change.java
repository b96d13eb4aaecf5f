package io.hallpulse.domain.press;

import org.jspecify.annotations.Nullable;

/**
 * A press that is new, or is derived to be something else than is stored.
 *
 * @param runId the row of its run
 * @param before as it is stored, null where it is new
 */
public record Change(long runId, @Nullable StoredPress before, StoredPress now) {}
