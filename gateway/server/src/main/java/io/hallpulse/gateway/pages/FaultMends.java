package io.hallpulse.gateway.pages;

import io.hallpulse.domain.alarm.AlarmKind;
import java.util.List;
import java.util.Locale;

/**
 * What a technician does about a fault that a terminal reports: that of its alarm where it is one of a key, else by a word that is in its
 * line.
 */
final class FaultMends {
    private static final List<Mend> MENDS = List.of(
            new Mend(
                    "message_size_limit",
                    "MQTT 服务收不下这么大的消息：调大它的消息上限。",
                    "The broker takes no message as large: raise its limit."),
            new Mend(
                    "port",
                    "串口不见了：重新插好测评器的线；插好后自行恢复。",
                    "The serial port is gone: plug the meter's cable in again; it recovers by itself."),
            new Mend(
                    "disk",
                    "存储空间或存储卡有问题：清理空间，或更换存储卡。",
                    "The disk is full or failing: free some space, or replace the card."),
            new Mend(
                    "outbox",
                    "按压存不进去：查看存储卡，必要时更换。",
                    "Presses cannot be stored: look at the card, replace it where it fails."),
            new Mend(
                    "gpio",
                    "GPIO 用不了：查看引脚是否被别的程序占用。",
                    "GPIO cannot be used: see whether another program has its lines."),
            new Mend("clock", "时钟未校准：检查 NTP 和网络。", "The clock is not set: look at NTP and the network."));

    private static final Mend OTHER =
            new Mend("", "在终端上运行 terminal-agent status 查看详情。", "Run terminal-agent status at the terminal for more.");

    private record Mend(String word, String zh, String en) {}

    private FaultMends() {}

    static String zh(String fault) {
        return of(fault).zh();
    }

    static String en(String fault) {
        return of(fault).en();
    }

    private static Mend of(String fault) {
        AlarmKind key = AlarmKind.ofInput(fault);
        if (key != AlarmKind.INPUT) {
            return new Mend("", key.mendZh(), key.mendEn());
        }
        String line = fault.toLowerCase(Locale.ROOT);
        return MENDS.stream()
                .filter(mend -> line.contains(mend.word()))
                .findFirst()
                .orElse(OTHER);
    }
}
