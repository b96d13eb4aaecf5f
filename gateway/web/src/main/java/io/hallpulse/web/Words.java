package io.hallpulse.web;

import java.lang.Character.UnicodeScript;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The language of one page, and how numbers and times are written in it. A phrase stands once, with both texts, where it is used:
 * {@code t.of("终端", "Terminals")}. What is not known is written {@code --}.
 */
public enum Words {
    /** Chinese, which a page speaks where nobody asked for another. */
    ZH("zh", "zh-CN"),
    EN("en", "en");

    /** What stands in the place of a value that nobody knows. */
    public static final String UNKNOWN = "--";

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private final String code;
    private final String tag;

    Words(String code, String tag) {
        this.code = code;
        this.tag = tag;
    }

    /** The language of that code, Chinese where it is none of ours. */
    public static Words ofCode(@Nullable String code) {
        return "en".equals(code) ? EN : ZH;
    }

    /** As addresses and cookies have it: {@code zh} or {@code en}. */
    public String code() {
        return code;
    }

    /** As HTML has it: {@code zh-CN} or {@code en}. */
    public String tag() {
        return tag;
    }

    /** The one of two texts that this language is. */
    public String of(String zh, String en) {
        return this == ZH ? zh : en;
    }

    /** The tag of a text that somebody wrote, where it is not in this language by all that its letters tell; else null. */
    public @Nullable String tagOf(String text) {
        boolean isChinese = text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
        return isChinese && this == EN ? ZH.tag : null;
    }

    /** The other language, which a page can be had in too. */
    public Words other() {
        return this == ZH ? EN : ZH;
    }

    /** The name of a level of satisfaction, 1 to 5. */
    public String level(int level) {
        return switch (level) {
            case 5 -> of("非常满意", "Very satisfied");
            case 4 -> of("满意", "Satisfied");
            case 3 -> of("基本满意", "Fairly satisfied");
            case 2 -> of("不满意", "Dissatisfied");
            case 1 -> of("非常不满意", "Very dissatisfied");
            default -> throw new IllegalArgumentException("no level " + level);
        };
    }

    /** A count, such as 3,148. */
    public String count(@Nullable Long n) {
        return n == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", n);
    }

    /** A share of 0 to 1 as a percentage with one decimal, which reaches neither 0 nor 100 by rounding; without its sign. */
    public String percent(@Nullable Double share) {
        if (share == null || share.isNaN()) {
            return UNKNOWN;
        }
        double percent = share * 100;
        double rounded = Math.round(percent * 10) / 10.0;
        if (rounded >= 100 && share < 1) {
            rounded = 99.9;
        } else if (rounded <= 0 && share > 0) {
            rounded = 0.1;
        }
        return String.format(Locale.ROOT, "%.1f", rounded);
    }

    /** A number with a fixed count of decimals. */
    public String number(@Nullable Double value, int decimals) {
        return value == null || value.isNaN() ? UNKNOWN : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A span of time as one number and one unit. */
    public String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + of(" 秒", " s");
        }
        if (seconds < 3600) {
            return seconds / 60 + of(" 分钟", " min");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + of(" 小时", " h");
        }
        return seconds / 86_400 + of(" 天", " d");
    }

    /** How long ago something was. */
    public String ago(@Nullable Duration age) {
        return age == null ? UNKNOWN : of(span(age) + "前", span(age) + " ago");
    }

    /** An instant on the clock of a hall, to the second. */
    public String second(@Nullable Instant at, ZoneId zone) {
        return at == null ? UNKNOWN : SECOND.format(at.atZone(zone));
    }

    /** An instant on the clock of a hall, to the minute. */
    public String minute(@Nullable Instant at, ZoneId zone) {
        return at == null ? UNKNOWN : MINUTE.format(at.atZone(zone));
    }

    /** The day of an instant in a hall. */
    public String day(@Nullable Instant at, ZoneId zone) {
        return at == null ? UNKNOWN : DAY.format(at.atZone(zone));
    }

    /** A size of memory or disk, in units of 1,000. */
    public String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        if (bytes >= 1_000_000_000L) {
            return number(bytes / 1e9, 1) + " GB";
        }
        return bytes >= 1_000_000L ? number(bytes / 1e6, 1) + " MB" : number(bytes / 1e3, 1) + " kB";
    }
}
