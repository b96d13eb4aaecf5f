package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cockpit of a round: where it stands, what keeps its next step, and what this person may do now.
 *
 * @param name of its scheme
 * @param steps from planned to published
 * @param next word of the next step; empty where there is none
 * @param blocks what keeps it
 * @param awaits the role that signs next; empty where the clock makes the step
 * @param first whether nobody has signed the next step yet
 * @param may whether this person can sign it now
 * @param why this person cannot though something may be done; null where there is nothing to tell
 * @param mayAnnul whether this person can sign that it is annulled
 * @param annulling who signed that so far
 * @param incoming what came in, as counts alone
 * @param unverified facts that wait for a second person
 * @param digests what was frozen and counted
 * @param subjects those that are frozen
 * @param seesFigures whether this person sees its ranking
 * @param seesVisits whether it has visits, and this person sees them
 * @param refusal why what was just asked for was not done; null where nothing was
 */
public record RoundView(
        String scheme,
        String period,
        int version,
        Label name,
        String state,
        Instant since,
        ZoneId zone,
        LocalDate from,
        LocalDate to,
        String reason,
        List<Step> steps,
        String next,
        List<Label> blocks,
        String awaits,
        boolean first,
        boolean may,
        @Nullable Label why,
        boolean mayAnnul,
        List<Signed> annulling,
        List<Incoming> incoming,
        long unverified,
        List<Digest> digests,
        List<Subject> subjects,
        boolean seesFigures,
        boolean seesVisits,
        @Nullable Refusal refusal) {
    public RoundView {
        steps = List.copyOf(steps);
        blocks = List.copyOf(blocks);
        annulling = List.copyOf(annulling);
        incoming = List.copyOf(incoming);
        digests = List.copyOf(digests);
        subjects = List.copyOf(subjects);
    }

    /** Its name everywhere. */
    public String id() {
        return scheme + "/" + period;
    }

    /** Where its pages are. */
    public String page() {
        return "rounds/" + id();
    }

    public Badge badge() {
        return AssessmentWords.round(state);
    }

    /** Whether its figures stand. */
    public boolean isCounted() {
        return state.equals("counted") || state.equals("approved") || state.equals("published");
    }

    /**
     * A state on the line from planned to published.
     *
     * @param at {@code done}, {@code now} or {@code later}
     * @param day when it is due by the calendar; null where that is not said
     * @param signed who signed the step to it
     */
    public record Step(String state, String at, @Nullable LocalDate day, List<Signed> signed) {
        public Step {
            signed = List.copyOf(signed);
        }

        public Badge badge() {
            return AssessmentWords.round(state);
        }
    }

    /**
     * What a source brought.
     *
     * @param kind of the source, as a word
     * @param facts null where they are copied at closing and the round is not closed, and where they are covert
     * @param struck null where they are covert
     */
    public record Incoming(
            String source,
            String kind,
            @Nullable Long facts,
            @Nullable Long struck) {}

    /** Something that was frozen or counted, by its name and its digest. */
    public record Digest(Label name, String digest) {}

    /** A frozen subject. */
    public record Subject(String id, Label name, Label category, String unit, List<Held> posts) {
        public Subject {
            posts = List.copyOf(posts);
        }
    }

    /** Who holds a post. */
    public record Held(Label post, String person) {}
}
