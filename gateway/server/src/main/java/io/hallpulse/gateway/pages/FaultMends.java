package io.hallpulse.gateway.pages;

import java.util.List;
import java.util.Locale;

/** What a technician does about a fault that a terminal reports, by a word that is in its line. */
final class FaultMends {
    private static final List<Mend> MENDS = List.of(
            new Mend(
                    "stuck",
                    "按键卡住或短路：松开它，查看按键和接线；修好后自行恢复。",
                    "A key is stuck or shorted: free it, look at key and wires; it recovers by itself."),
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
        String line = fault.toLowerCase(Locale.ROOT);
        return MENDS.stream()
                .filter(mend -> line.contains(mend.word()))
                .findFirst()
                .orElse(OTHER);
    }
}
