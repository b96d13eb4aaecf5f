package io.hallpulse.web.terminals;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that was sent to a terminal.
 *
 * @param action its word, such as {@code identify}
 * @param ok whether it is done, null while nothing is known
 * @param error why it is not done, else null
 * @param lines of the terminal's log that it brought
 */
public record SentRow(
        String action,
        String by,
        Instant sent,
        @Nullable Boolean ok,
        @Nullable String error,
        List<String> lines) {
    public SentRow {
        lines = List.copyOf(lines);
    }

    public Badge badge() {
        if (ok == null) {
            return new Badge("idle", "等待回答", "No answer yet");
        }
        return ok ? new Badge("good", "已完成", "Done") : new Badge("bad", "未完成", "Not done");
    }

    /** What it has the terminal do. */
    public String name(Words t) {
        return name(t, action);
    }

    /** What a command of that word has a terminal do. */
    public static String name(Words t, String action) {
        return switch (action) {
            case "identify" -> t.of("闪灯定位", "Blink its lamps");
            case "test" -> t.of("测试按键", "Test its keys");
            case "restart" -> t.of("重启程序", "Restart its program");
            case "logs" -> t.of("取日志", "Fetch its log");
            case "check" -> t.of("试运行配置", "Dry run of a file");
            case "rollback" -> t.of("恢复旧配置", "Go back to a file");
            default -> t.of("应用配置", "Apply a file");
        };
    }
}
