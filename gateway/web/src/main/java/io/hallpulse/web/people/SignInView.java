package io.hallpulse.web.people;

import io.hallpulse.web.Words;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a person signs in.
 *
 * @param name as it was typed
 * @param to where to go on to
 * @param kept what was sent when the session was over, as a form's text; empty for nothing
 * @param state what came of the last try
 * @param until on a hall's clock, when the next try is possible; null where it is
 * @param delay how long that is from now, null likewise
 */
public record SignInView(
        String name,
        String to,
        String kept,
        State state,
        @Nullable String until,
        @Nullable Duration delay) {
    /** What came of the last try. */
    public enum State {
        /** There was none. */
        FRESH,
        WRONG,
        LATER,
        /** Nobody is there who could sign in. */
        NOBODY
    }

    /** Why it did not work, empty where nobody has tried yet. It does not say which of both was wrong. */
    public String fault(Words t) {
        return switch (state) {
            case FRESH -> "";
            case WRONG -> t.of("用户名或密码不对。", "Name or password is wrong.");
            case LATER ->
                t.of(
                        "这个用户名从这台设备试错太多次，" + until + " 之后再试（还有 " + t.span(waiting()) + "）。",
                        "Too many wrong passwords for this name from this device: try again after " + until + " ("
                                + t.span(waiting()) + ").");
            case NOBODY ->
                t.of(
                        "还没有人可以登录。在网关上运行 gateway people add NAME --role operator 添加第一个人。",
                        "Nobody can sign in yet. Add the first person on the gateway: gateway people add NAME --role operator.");
        };
    }

    private Duration waiting() {
        return delay == null ? Duration.ZERO : delay;
    }
}
