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
    /** Words of the roles that a person may have, in their order. */
    public static final List<String> ROLES = List.of("viewer", "technician", "operator", "auditor");

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
            default -> throw new IllegalArgumentException("no role " + word);
        };
    }
}
