package io.hallpulse.domain.record;

import java.time.Instant;
import java.util.Optional;

/**
 * The end of a chain of entries: what the next one is bound to. Whoever has noted it elsewhere can tell later that nothing was cut off.
 *
 * @param n the number of the last entry, 0 for none
 * @param hash of the last entry
 */
public record Head(long n, String hash) {
    /** That of an empty chain. */
    public static final Head START = new Head(0, "0".repeat(64));

    /** The entry of a change that is made now. */
    public Entry next(Change change, Instant at) {
        return Entry.sealed(n + 1, at, change, hash);
    }

    /** What is wrong with an entry as the next one, in one line; empty where it is what was written. */
    public Optional<String> fault(Entry next) {
        if (next.n() != n + 1) {
            return Optional.of("entry " + (n + 1) + " is missing: "
                    + (n == 0 ? "the record begins" : "entry " + n + " is followed") + " by entry " + next.n());
        }
        if (!next.previous().equals(hash)) {
            return Optional.of("entry " + next.n() + " does not follow " + (n == 0 ? "the start" : "entry " + n)
                    + ": the hash that it holds of the one before is another");
        }
        return next.isWhole()
                ? Optional.empty()
                : Optional.of("entry " + next.n() + " is not as it was written: its hash does not fit its content");
    }
}
