package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import io.hallpulse.web.people.PeopleView;

/** Words of assessments that schemes, rounds and facts are told with, by the words that the room itself uses. */
public final class AssessmentWords {
    private AssessmentWords() {}

    /** A role. */
    public static String role(Words t, String word) {
        return PeopleView.role(t, word);
    }

    /** Where a version of a scheme stands. */
    public static Badge scheme(String state) {
        return switch (state) {
            case "in-force" -> new Badge("good", "现行", "In force");
            case "retired" -> new Badge("idle", "已停用", "Retired");
            default -> new Badge("info", "已检查", "Checked");
        };
    }

    /** Where a round stands. */
    public static Badge round(String state) {
        return switch (state) {
            case "planned" -> new Badge("idle", "已计划", "Planned");
            case "frozen" -> new Badge("info", "已冻结", "Frozen");
            case "open" -> new Badge("info", "开放", "Open");
            case "closed" -> new Badge("warn", "已截止", "Closed");
            case "counted" -> new Badge("warn", "已计分", "Counted");
            case "approved" -> new Badge("info", "已批准", "Approved");
            case "published" -> new Badge("good", "已公布", "Published");
            default -> new Badge("bad", "已作废", "Annulled");
        };
    }

    /** A person by his name, or the gateway's clock. */
    public static String who(Words t, String name) {
        return name.equals("clock") ? t.of("系统", "the clock") : name;
    }

    /** A step of a round, as the verb of its button. */
    public static String step(Words t, String word) {
        return switch (word) {
            case "freeze" -> t.of("冻结", "Freeze");
            case "open" -> t.of("开放", "Open");
            case "close" -> t.of("截止", "Close");
            case "count" -> t.of("计分", "Count");
            case "approve" -> t.of("批准", "Approve");
            case "publish" -> t.of("公布", "Publish");
            default -> t.of("作废", "Annul");
        };
    }

    /** How facts become a figure. */
    public static String measure(Words t, String word) {
        return switch (word) {
            case "levels" -> t.of("按键评价", "ratings by the keys");
            case "choice" -> t.of("问卷均值", "mean of answers");
            case "named" -> t.of("点名难办", "named as worst");
            case "checklist" -> t.of("督查检查表", "checklist of visits");
            default -> t.of("办件结果", "outcomes of cases");
        };
    }

    /** A kind of source. */
    public static String source(Words t, String kind) {
        return switch (kind) {
            case "presses" -> t.of("按键评价", "Presses");
            case "ballot" -> t.of("网络测评", "Ballot");
            case "survey" -> t.of("问卷调查", "Survey");
            case "visits" -> t.of("暗访督查", "Visits");
            case "ledger" -> t.of("台账", "Ledger");
            default -> t.of("办件", "Cases");
        };
    }

    /** How often rounds are. */
    public static String every(Words t, String word) {
        return switch (word) {
            case "month" -> t.of("每月一轮", "a round each month");
            case "quarter" -> t.of("每季一轮", "a round each quarter");
            case "half-year" -> t.of("每半年一轮", "a round each half-year");
            case "year" -> t.of("每年一轮", "a round each year");
            default -> t.of("一次", "once");
        };
    }
}
