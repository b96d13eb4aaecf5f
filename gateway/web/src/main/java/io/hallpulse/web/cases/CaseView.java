package io.hallpulse.web.cases;

import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.Refusal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case, with what this person may do to it.
 *
 * @param channel where it came from
 * @param waiting who did what another person is to confirm; empty for nobody
 * @param contact null where this person does not call back
 * @param ratings of its writer
 * @param excluded what an appeal took out of which round
 */
public record CaseView(
        CasesView.Row row,
        String channel,
        String text,
        String external,
        String holder,
        String measure,
        boolean wasLate,
        boolean provisional,
        Instant opened,
        Instant since,
        String waiting,
        List<Way> ways,
        boolean mayExtend,
        @Nullable Contact contact,
        List<Entry> log,
        List<Rating> ratings,
        List<Excluded> excluded,
        ZoneId zone,
        String done,
        @Nullable Refusal refusal) {
    public CaseView {
        ways = List.copyOf(ways);
        log = List.copyOf(log);
        ratings = List.copyOf(ratings);
        excluded = List.copyOf(excluded);
    }

    /**
     * A step that can be taken.
     *
     * @param confirms whether another person did it already, and this one confirms it
     * @param needs words of what it wants
     * @param seconds whether another person is to confirm it afterwards
     * @param missing what is to be done before, told in the page; empty for nothing
     */
    public record Way(String id, boolean confirms, List<String> needs, boolean seconds, Missing missing) {
        public Way {
            needs = List.copyOf(needs);
        }

        public boolean wants(String need) {
            return needs.contains(need) && !confirms;
        }

        public String name(Words t) {
            String step = CaseWords.step(t, id);
            return confirms ? t.of("第二人确认：" + step, "Confirm, as the second person: " + step) : step;
        }
    }

    /**
     * What an appeal took out of scores.
     *
     * @param round its name; empty where there is none
     * @param came {@code excluded}, {@code absent}, {@code late}; {@code waits} until a round closes, {@code unnamed} where no press was named
     */
    public record Excluded(String round, String came) {
        /** In a sentence. */
        public String what(Words t) {
            return switch (came) {
                case "excluded" ->
                    t.of("已从得分中剔除 1 次按键，原始记录不变", "one press is left out of the score; what was pressed stays");
                case "absent" ->
                    t.of(
                            "当天没有（或已全部剔除）这个等级的按键，得分不变",
                            "no press of that level is there that day, or left; no score changes");
                case "late" ->
                    t.of(
                            "该轮已经计分，签署的得分不变；计分卡上并列剔除后的得分",
                            "the round was counted before and stays as it was signed; its card shows the other score beside");
                case "waits" -> t.of("所属轮次关闭时剔除", "it is left out when the round of that day closes");
                default -> t.of("来信人没有说按过键，得分不变", "the writer named no press; no score changes");
            };
        }
    }

    /** What is to be done before a step. */
    public enum Missing {
        NOTHING,
        /** Nobody was reached yet. */
        CALL,
        /** Three tries on two days are wanted. */
        TRIES
    }

    /**
     * How the writer is reached.
     *
     * @param there whether a contact is kept
     * @param shown the contact itself, where it was just looked at
     */
    public record Contact(boolean there, boolean wishesCall, String shown, List<Tried> calls) {
        public Contact {
            calls = List.copyOf(calls);
        }
    }

    /** A try to reach the writer. */
    public record Tried(Instant at, String who, boolean reached) {}

    /** What happened to it. */
    public record Entry(
            Instant at,
            String who,
            String role,
            String kind,
            String step,
            String from,
            String to,
            String text,
            String proof) {
        /** In a few words. */
        public String what(Words t) {
            return switch (kind) {
                case "opened" -> t.of("立案", "Opened");
                case "signed" -> t.of("第一人：", "First person: ") + CaseWords.step(t, step);
                case "moved" -> CaseWords.step(t, step);
                case "extended" -> t.of("延期一次", "Given more time");
                case "passed" -> t.of("到期自动转入", "Ended by itself");
                case "late" -> t.of("超期，已通知", "Late, and told");
                case "rule" -> t.of("按规则转入", "Moved by a rule") + " " + step;
                case "replaced" -> t.of("转给下一位", "Went on to another");
                case "rated" -> t.of("来信人第二次评价", "The writer rated a second time");
                case "recounted" -> t.of("按新日历重算期限", "Time counted anew");
                default -> t.of("备注", "Note");
            };
        }
    }

    /** Where it came from. */
    public String from(Words t) {
        String kind = channel.split(" ", 2)[0];
        return switch (kind) {
            case "web" -> t.of("网上来信", "The web");
            case "key" -> t.of("按键差评汇总", "Bad ratings by the keys");
            case "rule" -> t.of("规则", "A rule");
            case "fact" -> t.of("事实", "A fact");
            case "person" -> t.of("人工登记", "By hand");
            default -> channel;
        };
    }
}
