package io.hallpulse.web.directory;

import io.hallpulse.web.Words;
import org.jspecify.annotations.Nullable;

/** What the directory's tables and columns are called. */
public final class DirectoryWords {
    private DirectoryWords() {}

    /** The name of a table, such as {@code windows}. */
    public static String table(Words t, String table) {
        return switch (table) {
            case "halls" -> t.of("大厅", "Halls");
            case "windows" -> t.of("窗口", "Windows");
            case "departments" -> t.of("部门", "Departments");
            case "categories" -> t.of("类别", "Categories");
            case "staff" -> t.of("工作人员", "Staff");
            case "notices" -> t.of("公告", "Notices");
            case "calendar" -> t.of("工作日历", "Calendar");
            case "units" -> t.of("单位与科室", "Units");
            case "posts" -> t.of("任职", "Posts");
            case "leagues" -> t.of("评议类别", "Assessment categories");
            default -> table;
        };
    }

    /** The name of a column of any table. */
    public static String column(Words t, String column) {
        return switch (column) {
            case "hall" -> t.of("大厅", "Hall");
            case "id" -> t.of("编号", "Id");
            case "zh" -> t.of("名称", "Name in Chinese");
            case "en" -> t.of("英文名", "Name");
            case "department" -> t.of("部门", "Department");
            case "category" -> t.of("类别", "Category");
            case "timeZone" -> t.of("时区", "Time zone");
            case "minimumRatings" -> t.of("最少评价数", "Least ratings");
            case "publishStep" -> t.of("公布步长", "Publish step");
            case "privacyDelayMillis" -> t.of("公布延迟（毫秒）", "Published after (ms)");
            case "staleAfterMillis" -> t.of("滞后时限（毫秒）", "Late after (ms)");
            case "diagonalInches" -> t.of("屏幕对角线（英寸）", "Screen (inches)");
            case "distanceMetres" -> t.of("观看距离（米）", "Read from (m)");
            case "neutral" -> t.of("中性等级", "Neutral level");
            case "hours" -> t.of("开放时间", "Opening hours");
            case "schedule" -> t.of("排班", "Schedule");
            case "promisesZh" -> t.of("服务承诺", "Promises in Chinese");
            case "promisesEn" -> t.of("服务承诺（英文）", "Promises");
            case "dutiesZh" -> t.of("窗口职责", "Duties in Chinese");
            case "dutiesEn" -> t.of("窗口职责（英文）", "Duties");
            case "channels" -> t.of("计入得分的渠道", "Channels in scores");
            case "post" -> t.of("职务", "Post");
            case "window" -> t.of("窗口", "Window");
            case "stars" -> t.of("星级", "Stars");
            case "from" -> t.of("开始", "From");
            case "to" -> t.of("结束", "To");
            case "kind" -> t.of("种类", "Kind");
            case "parent" -> t.of("上级", "Parent");
            case "successorOf" -> t.of("承接自", "Successor of");
            case "person" -> t.of("任职人", "Person");
            case "scheme" -> t.of("评议方案", "Scheme");
            case "source" -> t.of("依据", "Source");
            default -> column;
        };
    }

    /** A cell as people read it; files and addresses have its word. */
    public static String cell(Words t, String column, String text) {
        return switch (column + ' ' + text) {
            case "kind off" -> t.of("放假", "off");
            case "kind work" -> t.of("上班", "work");
            case "kind unit" -> t.of("单位", "unit");
            case "kind office" -> t.of("科室", "office");
            case "kind department" -> t.of("部门", "department");
            case "kind hall" -> t.of("大厅", "hall");
            case "kind window" -> t.of("窗口", "window");
            case "kind staff" -> t.of("工作人员", "staff");
            case "post head" -> t.of("负责人", "head");
            case "post deputy" -> t.of("分管领导", "deputy");
            case "post principal" -> t.of("主要领导", "principal");
            case "post superior" -> t.of("上级主管", "superior");
            case "post staff" -> t.of("工作人员", "staff");
            default -> text;
        };
    }

    /** The language of a cell's text, where it is not that of the page; else null. */
    public static @Nullable String lang(Words t, String column, String text) {
        return t == Words.ZH && (column.equals("en") || column.endsWith("En")) ? Words.EN.tag() : t.tagOf(text);
    }
}
