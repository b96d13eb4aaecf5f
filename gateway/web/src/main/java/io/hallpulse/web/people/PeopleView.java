package io.hallpulse.web.people;

import io.hallpulse.web.Words;
import java.util.List;

/**
 * The page of the people who may sign in.
 *
 * @param mayChange whether who looks may change them
 * @param outcome what came of the last change
 * @param about whom it was to change, as typed
 */
public record PeopleView(List<Row> people, boolean mayChange, Outcome outcome, String about) {
    /** Words of the hall's roles that a person may have, in their order. */
    public static final List<String> ROLES = List.of("viewer", "technician", "operator", "auditor");

    /** Those of assessments, in their order. */
    public static final List<String> ASSESSMENT_ROLES = List.of(
            "organiser",
            "recorder",
            "third-party",
            "inspector",
            "contact",
            "unit",
            "staff",
            "caller",
            "reviewer",
            "discipline",
            "approver",
            "keyholder");

    public PeopleView {
        people = List.copyOf(people);
    }

    /**
     * A person.
     *
     * @param ties the unit, the own id among the staff and the declared interests, as far as they are known
     * @param isInFile whether the operators' file has this person, who is changed there alone
     */
    public record Row(String name, List<String> roles, List<Tie> ties, boolean isInFile) {
        public Row {
            roles = List.copyOf(roles);
            ties = List.copyOf(ties);
        }

        /** Whether the person has a role of assessments. */
        public boolean assesses() {
            return roles.stream().anyMatch(ASSESSMENT_ROLES::contains);
        }
    }

    /**
     * What a person belongs to or has an interest in.
     *
     * @param kind {@code unit}, {@code staff}, or the kind of a declared interest
     */
    public record Tie(String kind, String id) {}

    /** The name of a kind of tie. */
    public static String tie(Words t, String kind) {
        return switch (kind) {
            case "unit" -> t.of("单位", "Unit");
            case "staff" -> t.of("工作人员", "Staff");
            default -> t.of("关联", "Interest") + " " + kind;
        };
    }

    /** What came of a change. */
    public enum Outcome {
        NONE,
        ADDED,
        ROLES_GIVEN,
        PASSWORD_GIVEN,
        REMOVED,
        NAME,
        PASSWORD,
        ROLES,
        TOGETHER,
        TIES,
        KNOWN,
        UNKNOWN,
        IN_FILE,
        LAST_OPERATOR;

        public boolean isFault() {
            return ordinal() > REMOVED.ordinal();
        }
    }

    /** What came of the last change, in a sentence with the mend. */
    public String text(Words t) {
        return switch (outcome) {
            case NONE -> "";
            case ADDED -> t.of("已添加 " + about + "。", about + " is added.");
            case ROLES_GIVEN -> t.of(about + " 的角色已更改，立即生效。", "The roles of " + about + " are changed, from now on.");
            case PASSWORD_GIVEN ->
                t.of(
                        about + " 的密码已更改，此人的登录都已结束。",
                        "The password of " + about + " is changed; this person is signed out.");
            case REMOVED -> t.of("已移除 " + about + "，此人的登录都已结束。", about + " is removed and signed out.");
            case NAME -> Requirement.name(t);
            case PASSWORD -> Requirement.password(t);
            case ROLES -> t.of("至少选一个角色。", "Choose at least one role.");
            case TOGETHER ->
                t.of(
                        "监票人不能同时是评议办或纪检监察：请把其中一个角色给另一个人。",
                        "A keyholder is neither organiser nor discipline: give one of both to another person.");
            case TIES ->
                t.of(
                        "单位和工作人员写目录里的编号；关联写成 种类:编号，如 unit:tax、window:north/A03，以空格分开。",
                        "Unit and staff are ids of the directory; interests are KIND:ID, such as unit:tax or window:north/A03, with blanks between.");
            case KNOWN -> t.of("已经有人叫 " + about + "：换一个用户名。", about + " is there already: choose another name.");
            case UNKNOWN ->
                t.of("没有人叫 " + about + "，可能刚被移除。", "Nobody is called " + about + "; perhaps removed just now.");
            case IN_FILE ->
                t.of(about + " 写在管理员文件里，只能改那一行。", about + " stands in the operators' file: change the line there.");
            case LAST_OPERATOR ->
                t.of(
                        about + " 是最后一个管理员，之后就没有人能更改任何东西了：先把管理员角色给另一个人。",
                        about
                                + " is the last operator, and nobody could change anything after this: give that role to another first.");
        };
    }

    /** The name of a role. */
    public static String role(Words t, String word) {
        return switch (word) {
            case "viewer" -> t.of("查看者", "Viewer");
            case "technician" -> t.of("技术员", "Technician");
            case "operator" -> t.of("管理员", "Operator");
            case "auditor" -> t.of("审计员", "Auditor");
            case "organiser" -> t.of("评议办", "Organiser");
            case "recorder" -> t.of("录入员", "Recorder");
            case "third-party" -> t.of("第三方", "Third party");
            case "inspector" -> t.of("暗访督查员", "Inspector");
            case "contact" -> t.of("联络员", "Contact");
            case "unit" -> t.of("单位党组", "Unit");
            case "staff" -> t.of("窗口人员", "Staff");
            case "caller" -> t.of("回访员", "Caller");
            case "reviewer" -> t.of("复核员", "Reviewer");
            case "discipline" -> t.of("纪检监察", "Discipline");
            case "approver" -> t.of("领导小组", "Approver");
            case "keyholder" -> t.of("监票人", "Keyholder");
            default -> throw new IllegalArgumentException("no role " + word);
        };
    }

    /** What a role may. */
    public static String duty(Words t, String word) {
        return switch (word) {
            case "viewer" -> t.of("看页面和数据", "reads pages and figures");
            case "technician" -> t.of("还管终端", "also works on terminals");
            case "operator" -> t.of("管理大厅：目录、人员、公告", "runs the hall: directory, people, notices");
            case "auditor" -> t.of("看一切，包括审计，不改任何东西", "reads everything, the audit log too, and changes nothing");
            case "organiser" -> t.of("评议对象、方案、轮次、草稿", "subjects, schemes, rounds, drafts");
            case "recorder" -> t.of("录入事实，看不到得分", "states facts, sees no scores");
            case "third-party" -> t.of("录入自己来源的事实，看不到得分", "states the facts of its source, sees no scores");
            case "inspector" -> t.of("做抽签分到的暗访", "makes the visits that the lot assigns");
            case "contact" -> t.of("代单位答复办件", "answers cases for a unit");
            case "unit" -> t.of("看本单位计分卡，申诉", "sees the unit's own card, appeals");
            case "staff" -> t.of("看本人的，申诉，同意公布", "sees the own, appeals, consents");
            case "caller" -> t.of("回访", "calls back");
            case "reviewer" -> t.of("复核其他单位的申诉", "decides appeals of other units");
            case "discipline" -> t.of("核实违规，定措施", "verifies breaches, decides measures");
            case "approver" -> t.of("批准方案、轮次和公布，不编辑", "approves schemes, rounds and publications, edits none");
            case "keyholder" -> t.of("两人一起开票箱", "opens the box, two together");
            default -> throw new IllegalArgumentException("no role " + word);
        };
    }
}
