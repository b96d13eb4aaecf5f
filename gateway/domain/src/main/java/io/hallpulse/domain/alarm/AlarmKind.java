package io.hallpulse.domain.alarm;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an alarm is about, with what people read of it; what it is about in one case is said by the alarm. */
public enum AlarmKind {
    TERMINALS_AWAY(
            Closing.MENDED,
            Duration.ZERO,
            "许多终端同时失联",
            "Many terminals vanished at once",
            "先查网关自己的网络和 MQTT 服务；终端照常存着评价，恢复后自动补传。",
            "Look at the gateway's own network and broker first; terminals keep their presses and send them later."),
    TERMINAL_AWAY(
            Closing.MENDED,
            Duration.ZERO,
            "终端失联",
            "Terminal is away",
            "查看终端的电源和网线；恢复连接后自行关闭。",
            "Look at the terminal's power and network cable; it closes once the terminal is heard again."),
    BACKLOG(
            Closing.MENDED,
            Duration.ZERO,
            "评价积压",
            "Presses wait at the terminal",
            "终端在线但评价送不到：查看网络质量，以及网关是否就绪。",
            "The terminal is online but its presses do not arrive: look at the network and whether the gateway is ready."),
    KEY_STUCK(
            Closing.MENDED,
            Duration.ZERO,
            "按键卡住",
            "Key is stuck",
            "松开按键，查看按键和接线；修好后自行关闭。",
            "Free the key, look at key and wires; it closes by itself."),
    KEY_DEAD(
            Closing.MENDED,
            Duration.ZERO,
            "按键久未使用",
            "Key may be dead",
            "按一下这个键，或在终端页面上做按键测试；有反应后自行关闭。",
            "Press the key, or run a key test from the terminal's page; it closes once the key works."),
    KEY_CHATTERING(
            Closing.MENDED,
            Duration.ZERO,
            "按键抖动",
            "Key chatters",
            "查看接线和触点，必要时更换按键。",
            "Check the key's wire and contact, or replace it."),
    INPUT(
            Closing.MENDED,
            Duration.ZERO,
            "输入设备故障",
            "Input device fault",
            "查看测评器的线和接口；插好后自行关闭。",
            "Look at the meter's cable and port; it closes once they work again."),
    TERMINAL_FAULT(
            Closing.MENDED,
            Duration.ZERO,
            "终端自身故障",
            "Terminal reports a fault",
            "在终端上运行 terminal-agent status 查看详情。",
            "Run terminal-agent status at the terminal for more."),
    CLOCK(
            Closing.MENDED,
            Duration.ofMinutes(10),
            "终端时钟未校准",
            "Terminal's clock is not set",
            "检查终端的 NTP 和网络；校准后自行关闭。",
            "Look at NTP and the terminal's network; it closes once the clock is set."),
    DISK(
            Closing.MENDED,
            Duration.ZERO,
            "磁盘空间不足",
            "Disk space is low",
            "清理空间，或更换存储卡或磁盘。",
            "Free some space, or replace the card or disk."),
    GAP(
            Closing.NOTED,
            Duration.ZERO,
            "评价缺失",
            "Presses are missing",
            "终端已没有这些评价：查明原因（更换存储卡、恢复旧备份），然后确认。",
            "The terminal no longer holds these presses: find out why (a replaced card, an old image), then acknowledge."),
    REFUSED(
            Closing.NOTED,
            Duration.ZERO,
            "按键被拒绝",
            "Presses were refused",
            "终端存不下评价：查看存储卡和空间，然后确认。",
            "The terminal could not store presses: look at its card and space, then acknowledge."),
    CONFLICT(
            Closing.NOTED,
            Duration.ZERO,
            "评价内容冲突",
            "Presses conflict",
            "同一评价以不同内容再次到达：查看是否有两台终端同名，然后确认。",
            "The same press came again with other content: see whether two terminals have one name, then acknowledge."),
    INVALID(
            Closing.NOTED,
            Duration.ZERO,
            "无效评价",
            "Invalid presses",
            "查看终端的版本和按键配置，然后确认。",
            "Look at the terminal's version and key map, then acknowledge."),
    DEAD_LETTER(
            Closing.NOTED,
            Duration.ZERO,
            "消息无法读取",
            "Messages cannot be read",
            "在总账页面查看死信的原因，处理发送方，然后确认。",
            "Look at the dead letters on the account page, mend the sender, then acknowledge."),
    CERTIFICATE(
            Closing.MENDED,
            Duration.ZERO,
            "证书即将到期",
            "Certificate runs out soon",
            "证书本应自动更新：查看终端是否在线；或运行 gateway ca renew，重新接入终端。http.tls 是本单位自己的证书：换上新文件。",
            "It should have been renewed by itself: see whether the terminal is online; else gateway ca renew, or enrol it again. http.tls is your own: put a new file in its place."),
    RULE_HITS(
            Closing.MENDED,
            Duration.ZERO,
            "昨日规则命中偏多",
            "Many presses met rules yesterday",
            "查看该窗口被标记的评价和当班人员。",
            "Look at the flagged presses of that window and at who was on duty."),
    BAD_RATINGS(
            Closing.MENDED,
            Duration.ZERO,
            "昨日差评突增",
            "Bad ratings rose yesterday",
            "查看该窗口昨日的评价和办理情况。",
            "Look at yesterday's ratings of that window and what happened there."),
    BAD_KEYS_UNPROVEN(
            Closing.MENDED,
            Duration.ZERO,
            "差评键未经验证",
            "Bad keys are unproven",
            "做一次按键测试，证明差评键能用；之后自行关闭。",
            "Run a key test to prove that the bad keys work; it closes after that.");

    /** What ends an alarm. */
    public enum Closing {
        /** What was wrong is no more. */
        MENDED,
        /** Somebody acknowledges it: what is lost stays lost, and more of it opens another. */
        NOTED
    }

    private static final Pattern OF_A_KEY =
            Pattern.compile("panel [^:]+: key .{1,64}? (has been down|chatters|has not been used) ?");

    private final Closing closing;
    private final Duration patience;
    private final String zh;
    private final String en;
    private final String mendZh;
    private final String mendEn;

    AlarmKind(Closing closing, Duration patience, String zh, String en, String mendZh, String mendEn) {
        this.closing = closing;
        this.patience = patience;
        this.zh = zh;
        this.en = en;
        this.mendZh = mendZh;
        this.mendEn = mendEn;
    }

    /** As interfaces and the database write it, such as {@code terminal-away}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of a word.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static AlarmKind ofWord(String word) {
        for (AlarmKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no kind of alarm");
    }

    /** The kind of a line that an agent writes of an input. What is wrong with a key is told by its words; all else is the device's. */
    public static AlarmKind ofInput(String line) {
        Matcher key = OF_A_KEY.matcher(line);
        if (!key.lookingAt()) {
            return INPUT;
        }
        return switch (key.group(1)) {
            case "chatters" -> KEY_CHATTERING;
            case "has not been used" -> KEY_DEAD;
            default -> KEY_STUCK;
        };
    }

    public Closing closing() {
        return closing;
    }

    /** How long it must be so before there is an alarm of it. */
    public Duration patience() {
        return patience;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }

    /** What is to be done about it. */
    public String mendZh() {
        return mendZh;
    }

    public String mendEn() {
        return mendEn;
    }
}
