package io.hallpulse.web.ballot;

import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.ballot.BallotView.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round's ballots, sheets of paper and surveys, as people of assessments see them: counts, and nothing of what anybody answered.
 *
 * @param round {@code scheme/period}
 * @param rounds all that have ballots or surveys, where none is chosen
 * @param next the number of the next batch
 * @param printed serials that are noted as printed
 * @param read what a file of a survey says; null where none was looked at
 * @param hints of the discipline; null where nobody asked for them
 */
public record BallotsView(
        String round,
        Label scheme,
        boolean organises,
        boolean records,
        boolean isDiscipline,
        List<String> rounds,
        List<SourceRow> sources,
        List<BatchRow> batches,
        int next,
        List<Printing> printed,
        List<SurveyRow> surveys,
        @Nullable ReadFile read,
        @Nullable List<String> hints,
        @Nullable Refusal refusal) {
    public BallotsView {
        rounds = List.copyOf(rounds);
        sources = List.copyOf(sources);
        batches = List.copyOf(batches);
        printed = List.copyOf(printed);
        surveys = List.copyOf(surveys);
    }

    /**
     * An open call or a box.
     *
     * @param waiting votes in envelopes
     * @param invalid ballots that do not count, as many by reason
     */
    public record SourceRow(
            String id,
            boolean box,
            long waiting,
            long valid,
            String invalid,
            long alike,
            long bursts,
            long issued,
            long returned,
            long notReturned,
            long foreign,
            long paperValid,
            long paperInvalid) {
        /** The sheets in two equations. */
        public String paper(Words t) {
            if (issued + returned + foreign == 0) {
                return "--";
            }
            String back = issued == 0
                    ? t.of("收回 " + returned, "returned " + returned)
                    : t.of(
                            "发出 " + issued + " = 收回 " + returned + " + 未收回 " + notReturned,
                            "issued " + issued + " = returned " + returned + " + not returned " + notReturned);
            String others =
                    foreign == 0 ? "" : t.of("，另有重号或外来 " + foreign, ", besides " + foreign + " foreign or twice");
            return back
                    + others
                    + t.of(
                            "；共 " + (returned + foreign) + " = 有效 " + paperValid + " + 无效 " + paperInvalid,
                            "; in all " + (returned + foreign) + " = valid " + paperValid + " + invalid "
                                    + paperInvalid);
        }

        /** What it is. */
        public String kind(Words t) {
            return box ? t.of("意见箱", "box") : t.of("公开征集", "open call");
        }
    }

    /** Serials of one printing, both ends included. */
    public record Printing(String source, long first, long last) {
        /** How many sheets a page of them has at most. */
        public static final int AT_ONCE = 100;

        /** How many sheets the first page of them has. */
        public long count() {
            return Math.min(last - first + 1, AT_ONCE);
        }
    }

    /** A pile of sheets as this person may see it. */
    public record BatchRow(
            int n, String source, int sheets, int struck, int clerk, int keyed, int differing, String state) {
        /** How far it is. */
        public String state(Words t) {
            return switch (state) {
                case "waiting" ->
                    t.of(differing + " 张两人不一致，待第三人", differing + " sheets differ and wait for a third person");
                case "accepted" -> t.of("已一致，截止后计入", "agreed; counts after the close");
                case "counted" -> t.of("已计入", "counted");
                default -> t.of("录入中", "being keyed");
            };
        }

        public boolean isOpen() {
            return state.equals("keying") || state.equals("waiting");
        }
    }

    /** A survey of the scheme, and whether this person states its answers. */
    public record SurveyRow(String id, boolean states) {}

    /**
     * What a file of a survey says.
     *
     * @param file as it was sent, in Base64
     * @param faults lines that cannot be taken in
     */
    public record ReadFile(String source, int facts, int subjects, List<Fault> faults, String file) {
        public ReadFile {
            faults = List.copyOf(faults);
        }
    }

    /** What is wrong with a line. */
    public record Fault(int line, String text) {}
}
