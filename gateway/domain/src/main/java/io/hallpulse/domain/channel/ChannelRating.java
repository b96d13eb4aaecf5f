package io.hallpulse.domain.channel;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.Level;
import io.hallpulse.contract.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rating that came by another channel than the keys of a counter. Nothing in it is guessed: what a sender does not know has no place here.
 *
 * @param level 1 to 5
 * @param reasons active codes of that level, none twice, in the order in which they were sent
 * @param caseNumber of the service that is rated, at most {@value #MOST_CASE_CHARACTERS} characters; null where the sender names none
 * @param at when it was given, as the sender says, in milliseconds
 */
public record ChannelRating(
        Channel channel,
        String hall,
        String window,
        int level,
        List<Integer> reasons,
        @Nullable String caseNumber,
        Instant at) {
    public static final int MOST_CASE_CHARACTERS = 64;
    /** A sender's clock may be that much ahead of the gateway's. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(2);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** @throws IllegalArgumentException with one line that names the member and the mend */
    public ChannelRating {
        Identifiers.requireLowerCaseIdentifier("hall", hall);
        Identifiers.requireIdentifier("window", window);
        Level.of(level);
        reasons = List.copyOf(reasons);
        List<Integer> active = Reason.of(level).stream().map(Reason::code).toList();
        for (int code : reasons) {
            if (!active.contains(code)) {
                throw new IllegalArgumentException(
                        "reason " + code + " is no active code of level " + level + "; use some of " + active);
            }
        }
        if (new HashSet<>(reasons).size() != reasons.size()) {
            throw new IllegalArgumentException("reasons has a code twice; send each once");
        }
        if (caseNumber != null && !isCaseNumber(caseNumber)) {
            throw new IllegalArgumentException(
                    "case is no text of 1 to " + MOST_CASE_CHARACTERS + " printable characters; leave it out for none");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if (at.isBefore(EARLIEST)) {
            throw new IllegalArgumentException("at is before " + EARLIEST + "; send when the rating was given");
        }
    }

    /** No control character, which is no text to some databases, and no half of a surrogate pair, which is none to anyone. */
    private static boolean isCaseNumber(String text) {
        return !text.isBlank()
                && text.length() <= MOST_CASE_CHARACTERS
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * Why it cannot be taken in now, in one line with the mend; empty where it can.
     *
     * @param windows of its hall by the directory, null where that hall is not served
     * @param now by the gateway's clock
     */
    public Optional<String> fault(@Nullable Collection<String> windows, Instant now) {
        if (windows == null) {
            return Optional.of("no hall is called '" + hall + "'; /api/v1/halls lists them");
        }
        if (!windows.contains(window)) {
            return Optional.of("hall " + hall + " has no window '" + window + "'; the directory lists them");
        }
        return at.isAfter(now.plus(MOST_AHEAD))
                ? Optional.of(
                        "at is in the future by the gateway's clock, which says " + now + "; set the sender's clock")
                : Optional.empty();
    }
}
