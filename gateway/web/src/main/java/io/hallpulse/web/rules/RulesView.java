package io.hallpulse.web.rules;

import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fraud rules of a hall.
 *
 * @param hall its id
 * @param zone by whose clock times are told
 * @param version the newest, which a change is made for; 0 before the first
 * @param inForce the version in force, null where none ever was
 * @param progress of the version that is being applied, null where none is
 * @param rules as the form has them
 * @param month the first day of the month of the figures: the last one that is over
 * @param figures what versions make of that month: without rules first
 * @param notices hours with more ratings than closed tickets allow, the newest first
 * @param previewed whether the figures have what the form would make of it
 * @param error what is wrong with the form, one line, empty for nothing
 * @param done whether a change was just entered
 */
public record RulesView(
        String hall,
        ZoneId zone,
        long version,
        @Nullable InForce inForce,
        @Nullable Progress progress,
        List<Line> rules,
        LocalDate month,
        List<Figures> figures,
        List<Notice> notices,
        boolean previewed,
        String error,
        boolean done) {
    public RulesView {
        rules = List.copyOf(rules);
        figures = List.copyOf(figures);
        notices = List.copyOf(notices);
    }

    /** The version in force. */
    public record InForce(long version, String who, Instant since) {}

    /** How far a version is applied. */
    public record Progress(long version, long done, long of) {
        /** Never all of it before it is in force. */
        public int percent() {
            return of <= 0 ? 0 : (int) Math.min(99, 100 * done / of);
        }
    }

    /**
     * A rule in the form.
     *
     * @param met how many presses of the month meet it, or hours where it is one of hours, by the form, null where that was not asked
     */
    public record Line(
            String id,
            boolean on,
            List<Field> fields,
            @Nullable Long met) {
        public Line {
            fields = List.copyOf(fields);
        }

        /** What is told with {@link #met}. */
        public String ofMonth(Words t, String month) {
            return id.equals("tickets")
                    ? t.of("个小时（" + month + "）", "hours of " + month)
                    : t.of("次评价（" + month + "）", "ratings of " + month);
        }

        public String name(Words t) {
            return switch (id) {
                case "interval" -> t.of("间隔太短", "Too soon");
                case "burst" -> t.of("连按", "Burst");
                case "no-session" -> t.of("没有业务", "No session");
                case "closed" -> t.of("不开放时", "Closed");
                case "run" -> t.of("连续好评", "Run of top ratings");
                case "regular" -> t.of("太有规律", "Too regular");
                case "sign" -> t.of("上下岗前后", "Near a sign-in");
                case "clock-jump" -> t.of("时钟跳变", "Clock jump");
                default -> t.of("评价多于办件", "More ratings than tickets");
            };
        }

        /** What it does, in a sentence or two. */
        public String says(Words t) {
            return switch (id) {
                case "interval" ->
                    t.of(
                            "同一窗口上一次评价之后不到这么多秒的评价不计入；第一次总是计入。",
                            "A rating sooner than that after the one before it at its window is not counted; the first always is.");
                case "burst" ->
                    t.of(
                            "同一窗口在这么多秒内的第几次起不计入；之前的照常计入。",
                            "Once a window gives so many ratings within so many seconds, the last of them and those that follow are not counted; those before are.");
                case "no-session" ->
                    t.of(
                            "这些窗口由业务系统开启评价；不属于任何一次业务的评价不计入。",
                            "At these windows the business system opens the rating; one that belongs to no session is not counted.");
                case "closed" ->
                    t.of(
                            "大厅不开放、或窗口暂停服务时的评价不计入，前后各留出宽限。按当时有效的开放时间和当时登记的暂停判断，事后修改不影响已有评价。",
                            "A rating while the hall is closed or the window pauses is not counted, save for a grace at either end. Hours changed and pauses begun later say nothing of it.");
                case "run" ->
                    t.of(
                            "连续的最高分多到按上月比例几乎不可能偶然出现时，从那一次起不计入；之前的照常计入。",
                            "Once a run of top ratings is longer than chance explains by last month's share, the rest of it is not counted; those before are.");
                case "regular" ->
                    t.of(
                            "最近几次评价的间隔几乎一样（标准差÷平均值小于此数）时，从那一次起不计入。",
                            "Once the gaps between the last ratings are nearly equal (standard deviation over mean under that), the rest are not counted.");
                case "sign" ->
                    t.of(
                            "工作人员上岗或离岗前后这么多秒内的最高分不计入；其他分数不受影响。",
                            "A top rating within so many seconds of a sign-in or sign-out of staff is not counted; other ratings are.");
                case "clock-jump" ->
                    t.of(
                            "终端自称时钟正确，但与其他依据不符：只作提示，照常计入。",
                            "Its terminal called its clock right and all else says otherwise: a notice, it is counted.");
                default ->
                    t.of(
                            "一小时内的评价多于叫号机报来的办结件数乘以此数：只作提示，照常计入。",
                            "More ratings in an hour than so many times the tickets that the queue system says were closed: a notice, all are counted.");
            };
        }
    }

    /** An hour of a window. */
    public record Notice(String window, String zh, String en, Instant from, long closed, long rated) {}

    /**
     * A parameter in the form.
     *
     * @param least the least value allowed; empty for text
     * @param most the greatest value allowed; empty for text
     */
    public record Field(String name, String value, String least, String most, boolean whole) {
        public String label(Words t) {
            return switch (name) {
                case "seconds" -> t.of("秒", "Seconds");
                case "presses" -> t.of("第几次起", "From which rating on");
                case "graceMinutes" -> t.of("宽限（分钟）", "Grace, minutes");
                case "probability" -> t.of("概率低于", "Probability under");
                case "atLeast" -> t.of("至少连续", "At least so many");
                case "factor" -> t.of("超过办件的倍数", "Times the closed tickets");
                case "variation" -> t.of("间隔变化小于", "Variation under");
                default -> t.of("窗口号，用空格分开", "Ids of windows, separated by spaces");
            };
        }
    }

    /**
     * Ratings of the month by what a version makes of them.
     *
     * @param kind {@code raw}, {@code past}, {@code force} or {@code form}
     * @param version 0 where it has none
     * @param levels that of level 1 first
     */
    public record Figures(String kind, long version, List<Long> levels) {
        public Figures {
            levels = List.copyOf(levels);
        }

        public String name(Words t) {
            return switch (kind) {
                case "raw" -> t.of("不用规则", "Without rules");
                case "past" -> t.of("之前的版本 " + version, "Version " + version + ", before");
                case "force" -> t.of("现行版本 " + version, "Version " + version + ", in force");
                default -> t.of("按表单", "By the form");
            };
        }

        public long total() {
            return levels.stream().mapToLong(n -> n).sum();
        }

        /** Levels 4 and 5 among all, in percent; a dash where there are none. */
        public String good() {
            long total = total();
            return total == 0
                    ? "—"
                    : String.format(Locale.ROOT, "%.1f%%", 100.0 * (levels.get(3) + levels.get(4)) / total);
        }
    }
}
