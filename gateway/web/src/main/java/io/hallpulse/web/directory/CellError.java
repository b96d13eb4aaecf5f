package io.hallpulse.web.directory;

import io.hallpulse.web.Words;

/**
 * A cell that breaks a rule.
 *
 * @param rule its word, as the interface has it
 * @param hint what the rule's likely mend needs, may be empty
 */
public record CellError(String column, String value, String rule, String hint) {
    /** What is wrong, and the mend. */
    public String text(Words t) {
        String cell = DirectoryWords.column(t, column) + t.of("“" + value + "”", " “" + value + "” ");
        return switch (rule) {
            case "wanted" -> DirectoryWords.column(t, column) + t.of("不能为空", " is wanted");
            case "identifier" ->
                cell
                        + t.of("只能用 1 到 32 个字母、数字、_ 和 -", "is no identifier: use 1 to 32 letters, digits, _ and -")
                        + maybe(t);
            case "lower_case" -> cell + t.of("不能有大写字母", "has capitals: halls are in lower case") + maybe(t);
            case "unknown" ->
                cell + t.of("不存在", "does not exist") + (hint.isEmpty() ? t.of("，请先添加", "; add it first") : maybe(t));
            case "number" -> cell + t.of("应为 " + range(t), "is none of " + range(t));
            case "zone" -> cell + t.of("不是时区，例如 Asia/Shanghai", "is no time zone, such as Asia/Shanghai");
            case "time" ->
                cell + t.of("不是时刻，例如 2026-12-01T08:00:00+08:00", "is no time, such as 2026-12-01T08:00:00+08:00");
            case "date" -> cell + t.of("不是日期，例如 2026-12-01", "is no day, such as 2026-12-01");
            case "overlap" ->
                cell + t.of("与另一行的日期重叠：" + hint.replace(" to ", " 至 "), "has days of another row too: " + hint);
            case "choice" -> cell + t.of("应为 " + hint + " 之一", "is none of " + hint);
            case "fixed" ->
                cell + t.of("不能改，原为“" + hint + "”；请另建一行", "cannot be changed, it is “" + hint + "”; add another row");
            case "kept" -> cell + t.of("不能去掉：请在“结束”列写最后一天", "is never taken out: write its last day in the column To");
            case "circle" ->
                cell + t.of("绕回了自己（" + hint + "），请改选", "leads back to itself (" + hint + "): choose another");
            case "beyond" ->
                cell
                        + t.of(
                                "超出上级的存续期，请写在其中：" + days(),
                                "goes beyond the days of the one above: write a day within " + hint);
            case "below" ->
                cell + t.of("会使下级没有上级，请先结束：" + days(), "leaves days of one below without it: end first " + hint);
            case "held" ->
                cell
                        + t.of(
                                "时该职务已有人，请先结束：" + days(),
                                "meets the days of who holds the post already: end first " + hint);
            case "hours" ->
                cell
                        + t.of(
                                "不是开放时间，应写成 Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00（跨过午夜的写成两段，到 24:00 和从 00:00 起）",
                                "are no opening hours: " + hint);
            case "schedule" ->
                cell
                        + t.of(
                                "不是排班，应写成 s7 Mo-Fr 09:00-12:00 | s9 Mo-Fr 13:30-17:00，同一时间一个窗口只有一人",
                                "is no schedule: " + hint);
            case "long" -> cell + t.of("超过 " + hint + " 个字符", "has more than " + hint + " characters");
            case "pair" ->
                t.of(
                        DirectoryWords.column(t, column) + "与" + DirectoryWords.column(t, hint) + "不相配",
                        DirectoryWords.column(t, column) + " does not fit " + DirectoryWords.column(t, hint));
            case "twice" -> cell + t.of("与第 " + hint + " 行重复", "stands in row " + hint + " already");
            case "cells" -> t.of("有 " + value + " 格，列有 " + hint + " 个", value + " cells for " + hint + " columns");
            case "quote" -> t.of("引号没有结束", "a quotation mark is not closed");
            case "rows" -> t.of("共 " + value + " 行，最多 " + hint + " 行", value + " rows; the most are " + hint);
            case "columns" ->
                t.of(
                        "第一行的列名“" + value + "”不对，可用：" + hint,
                        "the columns “" + value + "” are not known; write some of " + hint);
            default -> cell + rule;
        };
    }

    private String maybe(Words t) {
        return hint.isEmpty() ? "" : t.of("，是否为“" + hint + "”？", "; did you mean “" + hint + "”?");
    }

    private String days() {
        return hint.replace(", ", "，").replace(" to ", " 至 ");
    }

    private String range(Words t) {
        return t == Words.ZH ? hint.replace(" to ", " 到 ").replace(", or nothing", " 或不填") : hint;
    }
}
