package io.hallpulse.web.assessment;

import io.hallpulse.web.Words;
import org.jspecify.annotations.Nullable;

/**
 * Why a step was not made; nothing is changed then.
 *
 * @param status of HTTP
 * @param zh one line, empty where there is English alone
 * @param en one line with the mend
 */
public record Refusal(int status, String zh, String en) {
    /** What happened, in a few words. */
    public String title(Words t) {
        return switch (status) {
            case 403 -> t.of("没有执行：须由另一人或其他角色办理", "Not done: it takes another person or role");
            case 409 -> t.of("没有执行：现在还不能", "Not done: not possible now");
            default -> t.of("没有执行：内容有误", "Not done: something is wrong with what was sent");
        };
    }

    /** The line in the page's language where there is one. */
    public String text(Words t) {
        return zh.isEmpty() ? en : t.of(zh, en);
    }

    /** The tag of the line's language where it is not the page's, else null. */
    public @Nullable String tag(Words t) {
        return zh.isEmpty() && t == Words.ZH ? Words.EN.tag() : null;
    }
}
