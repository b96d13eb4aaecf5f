package io.hallpulse.web.people;

import io.hallpulse.web.Words;

/** The page on which a person changes the own password. */
public record PasswordView(State state) {
    /** What came of the last try. */
    public enum State {
        /** There was none. */
        FRESH,
        DONE,
        WRONG,
        LATER,
        DIFFERENT,
        UNFIT,
        IN_FILE
    }

    public boolean isFault() {
        return state != State.FRESH && state != State.DONE;
    }

    /** What came of it, empty before the first try. */
    public String text(Words t) {
        return switch (state) {
            case FRESH -> "";
            case DONE ->
                t.of("密码已更改，其他设备上的登录都已结束。", "The password is changed, and you are signed out on all other devices.");
            case WRONG -> t.of("现在的密码不对。", "The present password is wrong.");
            case LATER -> t.of("试错太多次，一分钟后再试。", "Too many wrong passwords: try again in a minute.");
            case DIFFERENT -> t.of("两次输入的新密码不一样。", "The two new passwords differ.");
            case UNFIT -> Requirement.password(t);
            case IN_FILE ->
                t.of(
                        "这个用户名写在管理员文件里，密码只能在那里换：gateway operator NAME 生成新的一行。",
                        "This name stands in the operators' file, where alone its password changes: gateway operator NAME prints a new line.");
        };
    }
}
