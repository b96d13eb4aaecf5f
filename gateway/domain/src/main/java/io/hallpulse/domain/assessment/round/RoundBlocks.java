package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands between a round and its next step, in words for the people who can clear it away (design 3). */
public final class RoundBlocks {
    private static final int NAMED = 3;

    private RoundBlocks() {}

    /**
     * What keeps a planned round from being frozen.
     *
     * @param inForce whether this version of the scheme is
     * @param reason why the numbers of subjects differ from what the scheme expects; empty where nobody said
     */
    public static List<Text> freezing(
            Scheme scheme,
            boolean inForce,
            RoundPlan plan,
            WorkingCalendar calendar,
            List<FrozenSubject> subjects,
            String reason,
            Instant now) {
        List<Text> blocks = new ArrayList<>(scheme.notYetRun());
        if (!inForce) {
            blocks.add(new Text("该版本方案尚未生效", "this version of the scheme is not in force"));
        }
        if (!now.isBefore(plan.begins())) {
            blocks.add(new Text(
                    "周期已于 " + plan.period().from() + " 开始，轮次须在此前冻结",
                    "its period began on " + plan.period().from() + "; a round is frozen before that"));
        }
        if (subjects.isEmpty()) {
            blocks.add(new Text("名录中没有评议对象", "the directory has no subjects for it"));
        }
        expected(blocks, "评议对象", "subjects", scheme.subjects().expectedSubjects(), subjects.size(), reason);
        long units = subjects.stream().map(FrozenSubject::unit).distinct().count();
        expected(blocks, "单位", "units", scheme.subjects().expectedUnits(), units, reason);
        named(
                blocks,
                "未归类的评议对象：",
                "subjects without a category of the scheme: ",
                subjects.stream()
                        .filter(subject -> !scheme.subjects().categories().containsKey(subject.category()))
                        .map(FrozenSubject::id)
                        .toList());
        for (Post post : scheme.subjects().posts()) {
            named(
                    blocks,
                    "职位 " + post.word() + " 空缺：",
                    "nobody holds the post " + post.word() + " at ",
                    subjects.stream()
                            .filter(subject -> subject.holder(post).isEmpty())
                            .map(FrozenSubject::id)
                            .toList());
        }
        plan.period()
                .from()
                .datesUntil(plan.dates().published().plusDays(1))
                .mapToInt(day -> day.getYear())
                .distinct()
                .filter(year -> !calendar.isKnown(year))
                .forEach(year -> blocks.add(
                        new Text("工作日历缺少 " + year + " 年", "the calendar of working days does not cover " + year)));
        return blocks;
    }

    private static void expected(
            List<Text> blocks, String zh, String en, @Nullable Integer expected, long found, String reason) {
        if (expected != null && expected != found && reason.isBlank()) {
            blocks.add(new Text(
                    zh + "应为 " + expected + "，现为 " + found + "，请说明原因",
                    expected + " " + en + " are expected and " + found + " are there; give a reason"));
        }
    }

    private static void named(List<Text> blocks, String zh, String en, List<String> ids) {
        if (!ids.isEmpty()) {
            String some = ids.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (ids.size() > NAMED ? ", … (" + ids.size() + ")" : "");
            blocks.add(new Text(zh + some, en + some));
        }
    }

    /** What keeps a step that the clock makes. */
    public static List<Text> until(Instant when, Instant now) {
        return now.isBefore(when) ? List.of(new Text("须等到 " + when, "not before " + when)) : List.of();
    }

    /**
     * What keeps a closed round from being counted.
     *
     * @param unverified facts that are neither verified nor struck
     */
    public static List<Text> counting(RoundPlan plan, long unverified, Instant now) {
        List<Text> blocks = new ArrayList<>(until(plan.lateOver(), now));
        if (unverified > 0) {
            blocks.add(new Text(unverified + " 条事实待核实或剔除", unverified + " facts wait to be verified or struck"));
        }
        return blocks;
    }

    /** What keeps a round from being annulled. */
    public static List<Text> annulling(String reason) {
        return reason.isBlank() ? List.of(new Text("请说明作废原因", "say why it is annulled")) : List.of();
    }

    /** All of them in one line of English, for a problem that a program reads. */
    public static String line(List<Text> blocks) {
        return blocks.stream().map(Text::en).map(Objects::requireNonNull).collect(Collectors.joining("; "));
    }
}
