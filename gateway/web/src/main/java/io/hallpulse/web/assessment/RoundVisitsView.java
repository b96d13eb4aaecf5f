package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The visits of a round: who visits whom, what came of it, and those who watch the inspectors.
 *
 * @param begins when the lot is drawn
 * @param isByLot whether its scheme has visits drawn at all
 * @param lot null where they are not drawn yet
 * @param changes what drawing again would change
 * @param subject whose visits are shown one by one; empty for those with a note or a photo
 * @param more whether there are more of them than are shown
 * @param looks whether this person may look at photos; the lines of others have none
 * @param severity what the auditor is told of inspectors; null for all others
 * @param mayDraw whether this person may have visits drawn again now
 * @param recorders whose facts this person may strike together now; empty for none
 * @param refusal why what was just asked for was not done; null where nothing was
 * @param done what was just done; null where nothing was
 */
public record RoundVisitsView(
        String scheme,
        String period,
        Label name,
        String state,
        ZoneId zone,
        Instant begins,
        boolean isByLot,
        @Nullable Lot lot,
        List<Subject> subjects,
        List<Redrawn> changes,
        String subject,
        List<Line> lines,
        boolean more,
        boolean looks,
        @Nullable Severity severity,
        boolean mayDraw,
        List<Recorder> recorders,
        @Nullable Refusal refusal,
        @Nullable Label done) {
    public RoundVisitsView {
        subjects = List.copyOf(subjects);
        changes = List.copyOf(changes);
        lines = List.copyOf(lines);
        recorders = List.copyOf(recorders);
    }

    public String page() {
        return "rounds/" + scheme + "/" + period;
    }

    public Badge badge() {
        return AssessmentWords.round(state);
    }

    public int made() {
        return subjects.stream().mapToInt(Subject::made).sum();
    }

    public int all() {
        return subjects.stream().mapToInt(Subject::all).sum();
    }

    /** How many visits wait for the lot to be drawn again. */
    public int barred() {
        return changes.stream().mapToInt(Redrawn::visits).sum();
    }

    public int nobody() {
        return subjects.stream().mapToInt(Subject::nobody).sum();
    }

    /**
     * That visits were drawn.
     *
     * @param digest SHA-256 of who visits whom, as it was drawn first
     */
    public record Lot(Instant at, String digest) {}

    /**
     * The visits of a subject for a source.
     *
     * @param nobody how many nobody may make
     * @param reasons why nobody may
     */
    public record Subject(
            String source,
            String subject,
            Label name,
            int made,
            int all,
            List<Inspector> inspectors,
            int nobody,
            List<Label> reasons) {
        public Subject {
            inspectors = List.copyOf(inspectors);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * How many visits of a subject an inspector has, and made.
     *
     * @param away why this one may make no more of them; null where it may
     */
    public record Inspector(
            String name, int made, int all, @Nullable Label away) {}

    /**
     * Visits of a subject that drawing again would give to somebody else.
     *
     * @param from whom the lot gave them to; empty for nobody
     * @param why that one may not make them any more; null where nobody could
     * @param to whom the lot gives them to now; empty for nobody
     */
    public record Redrawn(
            String subject,
            Label name,
            String from,
            @Nullable Label why,
            String to,
            int visits) {}

    /**
     * One visit.
     *
     * @param way id of how it is made
     * @param inspector empty where nobody may make it
     * @param reason why nobody may, or why the inspector may not any more; null where somebody does
     * @param fact what it came to, such as {@code f17}; empty where it is to be made
     */
    public record Line(
            String source,
            String subject,
            Label name,
            int n,
            String way,
            String inspector,
            @Nullable Label reason,
            String fact,
            String note,
            List<Photo> photos) {
        public Line {
            photos = List.copyOf(photos);
        }

        public Badge badge() {
            return !fact.isEmpty()
                    ? new Badge("good", "已完成", "Made")
                    : inspector.isEmpty()
                            ? new Badge("warn", "无人可去", "Nobody may")
                            : reason != null
                                    ? new Badge("warn", "不能再去", "May no more")
                                    : new Badge("idle", "待走访", "To be made");
        }
    }

    /**
     * A photo, which is not shown before somebody asks for it.
     *
     * @param number among those of its fact, 1 for the first
     * @param struckFact the fact that it is of, where that one was struck; else empty
     */
    public record Photo(String digest, int number, String struckFact) {}

    /**
     * What the auditor is told of inspectors.
     *
     * @param atLeast subjects at which others were too, from which on it is told; 0 where the scheme has it never told
     * @param beyond points from which on it is told; empty where the scheme has it never told
     * @param isCounted whether the round is counted, which is when it is told
     */
    public record Severity(int atLeast, String beyond, boolean isCounted, List<Severe> told) {
        public Severity {
            told = List.copyOf(told);
        }
    }

    /**
     * An inspector who differs.
     *
     * @param mean of the differences in points, with its sign
     * @param isMilder whether this one gives more points than others
     */
    public record Severe(String source, String inspector, int subjects, String mean, boolean isMilder) {}

    /** Somebody whose facts stand. */
    public record Recorder(String name, int facts) {}
}
