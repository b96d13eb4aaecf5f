package io.hallpulse.domain.directory;

import java.time.ZoneId;
import java.util.Set;

/**
 * A hall, as far as what becomes of its presses depends on it.
 *
 * @param windows ids of its windows
 */
public record Hall(String id, ZoneId zone, Set<String> windows) {}
