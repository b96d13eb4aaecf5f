package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Word;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a case.
 *
 * @param n its place in the case's log, from 1 on
 * @param atMillis milliseconds since 1970
 * @param who the login; of what happened by itself, the clock
 * @param role by which that person did it; empty for none
 * @param step the transition that was taken or signed, or the rule that moved it; else empty
 * @param proof SHA-256 of a file; null for none
 * @param attested what was done for it, of what the transition wants
 * @param from state; empty at the opening
 * @param told roles that are told of it
 */
public record MatterEntry(
        int n,
        long atMillis,
        String who,
        String role,
        Kind kind,
        String step,
        String text,
        @Nullable String proof,
        Set<Flow.Need> attested,
        String from,
        String to,
        List<AssessmentRole> told) {
    public MatterEntry {
        attested = Set.copyOf(attested);
        told = List.copyOf(told);
    }

    /** The same with what somebody wrote. */
    MatterEntry withText(String words) {
        return new MatterEntry(n, atMillis, who, role, kind, step, words, proof, attested, from, to, told);
    }

    /** The same with what somebody handed in. */
    MatterEntry with(MatterTaking taking) {
        return new MatterEntry(
                n, atMillis, who, role, kind, step, taking.text(), taking.proof(), taking.attested(), from, to, told);
    }

    /** What it was. */
    public enum Kind implements Word {
        OPENED,
        /** One of two persons took a transition. */
        SIGNED,
        MOVED,
        /** It was given more time. */
        EXTENDED,
        /** Its state ended by itself. */
        PASSED,
        /** Its time is over. */
        LATE,
        /** A rule moved it. */
        RULE,
        /** An honour went on to another holder. */
        REPLACED,
        /** Its time was counted anew by a calendar that says more. */
        RECOUNTED,
        /** Somebody added a note. */
        NOTE,
        /** Its writer rated a second time; the text is the level. */
        RATED
    }
}
