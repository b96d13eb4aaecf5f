package io.hallpulse.web.publication;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Signed;
import java.util.List;

/** The page of what rounds publish, a panel for each round, the newest first. */
public record RoundPublicationsView(List<Round> rounds) {
    public RoundPublicationsView {
        rounds = List.copyOf(rounds);
    }

    /**
     * A round.
     *
     * @param state counted, approved or published
     */
    public record Round(String scheme, String period, Label name, String state, List<Line> lines) {
        public Round {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One of its publications.
     *
     * @param show list, table, honours, board or notice
     * @param sheets how many there are: one, or one for each unit
     * @param awaits the role that signs next; empty where none does
     */
    public record Line(
            String publication,
            String show,
            List<String> audience,
            String state,
            int sheets,
            List<Signed> signed,
            String awaits) {
        public Badge badge() {
            return RoundPublicationsView.state(state);
        }
    }

    /** Where a publication stands. */
    public static Badge state(String state) {
        return switch (state) {
            case "draft" -> new Badge("idle", "未拟稿", "Not drawn up");
            case "checked" -> new Badge("warn", "待签发", "Awaits signatures");
            case "approved" -> new Badge("info", "已签发", "Approved");
            case "live" -> new Badge("good", "已公布", "Live");
            case "replaced" -> new Badge("idle", "已更正", "Corrected");
            default -> new Badge("bad", "已撤回", "Withdrawn");
        };
    }

    /** For whom a publication is. */
    public static String audience(String word, Words t) {
        return switch (word) {
            case "screen" -> t.of("大屏", "hall screen");
            case "press" -> t.of("媒体", "press");
            case "site" -> t.of("网站", "web site");
            default -> t.of("各单位", "units");
        };
    }
}
