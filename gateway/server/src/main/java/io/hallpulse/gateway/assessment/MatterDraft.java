package io.hallpulse.gateway.assessment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case that is to be opened.
 *
 * @param scheme id of one in force, or of the gateway itself
 * @param flow id
 * @param subject id of one of the scheme's kind, that of a window with its hall
 * @param title one line that says what it is about; empty for none
 * @param own the date that it bears itself, such as a promise's; null for none
 * @param external its number elsewhere; null for none
 */
public record MatterDraft(
        String scheme,
        String flow,
        String subject,
        String title,
        String text,
        @Nullable LocalDate own,
        @Nullable String external) {}
