package io.hallpulse.web.cases;

import io.hallpulse.web.Words;
import java.util.Map;
import java.util.Objects;

/**
 * What states, steps and channels of cases are called. The grammar of schemes gives them ids alone; one that is not known here, of a scheme
 * of somebody's own, is shown by its id, whose words are set apart.
 */
public final class CaseWords {
    private record Word(String zh, String en) {}

    private static final Map<String, Word> STATES = Map.ofEntries(
            word("new", "新收", "New"),
            word("doing", "办理中", "Under way"),
            word("asked", "已答复，待回访", "Answered, to be called back"),
            word("closed", "已办结", "Closed"),
            word("failed", "未解决", "Not solved"),
            word("checking", "核查中", "Being checked"),
            word("review", "复核中", "Under review"),
            word("void", "已撤销", "Void"),
            word("claimed", "已认领", "Claimed"),
            word("kept", "已兑现", "Kept"),
            word("broken", "未兑现", "Broken"),
            word("withdrawn", "已撤回", "Withdrawn"),
            word("due", "待办", "To do"),
            word("given", "已说明", "Given"),
            word("done", "已完成", "Done"),
            word("nominated", "提名", "Nominated"),
            word("held", "保持", "Held"),
            word("past", "已期满", "Past"),
            word("rectify", "整改中", "Being put right"),
            word("yellow", "黄牌", "Yellow card"),
            word("proposed", "待决定", "To be decided"),
            word("adopted", "已采纳", "Adopted"),
            word("declined", "未采纳", "Declined"),
            word("lapsed", "已失效", "Lapsed"),
            word("revoked", "已撤销", "Revoked"),
            word("sent", "已送达", "Sent"),
            word("mending", "整改中（5 个工作日）", "Being mended, 5 working days"),
            word("mending-long", "整改中（15 个工作日）", "Being mended, 15 working days"),
            word("call-back", "待回访", "To be called back"),
            word("mended", "已整改", "Mended"),
            word("explained", "已说明", "Explained"),
            word("unreachable", "联系不上", "Out of reach"),
            word("excluded", "不计入考核", "Excluded from the figure"));

    private static final Map<String, Word> STEPS = Map.ofEntries(
            word("accept", "受理", "Accept"),
            word("explain", "直接说明", "Explain at once"),
            word("answer", "答复", "Answer"),
            word("content", "回访：满意", "Called: content"),
            word("discontent", "回访：不满意", "Called: not content"),
            word("reply", "回应", "Reply"),
            word("appeal", "申诉", "Appeal"),
            word("mended", "确认已整改", "Confirm: mended"),
            word("explained", "确认已说明", "Confirm: explained"),
            word("answered", "转回访", "On to call-back"),
            word("mend", "要求整改（5 个工作日）", "Have it mended in 5 working days"),
            word("mend-long", "要求整改（15 个工作日）", "Have it mended in 15 working days"),
            word("done", "完成", "Done"),
            word("unreachable", "联系不上，结案", "Out of reach: close"),
            word("excluded", "申诉成立，不计入考核", "Uphold: exclude"),
            word("rejected", "申诉不成立", "Reject the appeal"),
            word("upheld", "申诉成立", "Uphold the appeal"),
            word("confirmed", "确认完成", "Confirm"),
            word("again", "退回重办", "Send back"),
            word("approve", "批准", "Approve"),
            word("refuse", "不批准", "Refuse"),
            word("kept", "确认已兑现", "Confirm: kept"),
            word("not-kept", "确认未兑现", "Confirm: not kept"),
            word("given", "提交说明", "Hand in the explanation"),
            word("agree", "同意公示", "Consent"),
            word("decline", "不同意", "Decline"),
            word("revoke", "撤销", "Revoke"),
            word("adopt", "采纳", "Adopt"),
            word("withdraw", "收回", "Withdraw"),
            word("sent", "送达", "Sent"),
            word("wrong-unit", "转错单位，退回", "Wrong unit: send back"));

    private static final Map<String, Word> ROLES = Map.ofEntries(
            word("organiser", "评议办", "organiser"),
            word("recorder", "录入员", "recorder"),
            word("inspector", "督查员", "inspector"),
            word("third-party", "第三方", "third party"),
            word("reviewer", "复核员", "reviewer"),
            word("caller", "回访员", "caller"),
            word("contact", "联络员", "contact"),
            word("unit", "单位党组", "unit"),
            word("staff", "窗口人员", "staff"),
            word("discipline", "纪检监察", "discipline"),
            word("approver", "领导小组", "approver"),
            word("auditor", "审计", "auditor"),
            word("clock", "系统", "the clock"));

    private CaseWords() {}

    private static Map.Entry<String, Word> word(String id, String zh, String en) {
        return Map.entry(id, new Word(zh, en));
    }

    private static String text(Words t, Map<String, Word> words, String id) {
        Word word = words.get(id);
        return word == null ? id.replace('-', ' ').replace('_', ' ') : t.of(word.zh(), word.en());
    }

    /** A state of a flow. */
    public static String state(Words t, String id) {
        return text(t, STATES, id);
    }

    /** A step that leads from one state to another. */
    public static String step(Words t, String id) {
        return text(t, STEPS, id);
    }

    /** A role of assessments. */
    public static String role(Words t, String id) {
        return text(t, ROLES, id);
    }

    /** What a state means to whoever wrote the case. */
    public static String plain(Words t, String state, boolean ended) {
        if (ended) {
            return switch (state) {
                case "failed" ->
                    t.of(
                            "已结束，问题没有解决。已记录并考核责任单位。",
                            "It has ended, and was not solved. That is recorded and counted against the unit.");
                case "unreachable" ->
                    t.of("已结束：我们多次联系您，没有联系上。", "It has ended: we tried several times and could not reach you.");
                default -> t.of("已办结。", "It is closed.");
            };
        }
        return switch (state) {
            case "new" -> t.of("已收到，正在等责任单位回应。", "We have it. The unit is to respond.");
            case "asked", "call-back" ->
                t.of("责任单位已答复。留了联系方式的，工作人员会回访。", "The unit has answered. If you left a contact, you are called back.");
            case "checking" -> t.of("正在核查责任单位的答复。", "Somebody checks what the unit says.");
            case "mending", "mending-long", "rectify" -> t.of("责任单位正在整改。", "The unit is putting it right.");
            case "review" -> t.of("责任单位提出申诉，正在由其他单位复核。", "The unit appealed; people of other units look at it.");
            default ->
                Objects.equals(state, "doing")
                        ? t.of("责任单位正在办理。", "The unit is working on it.")
                        : t.of("正在办理。", "It is under way.");
        };
    }
}
