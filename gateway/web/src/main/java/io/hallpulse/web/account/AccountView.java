package io.hallpulse.web.account;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of all presses, and what could not be read.
 *
 * @param stored presses in outboxes, ever
 * @param wheres what became of those, each in exactly one
 * @param received presses that the gateway has
 * @param parts what those are, each exactly one
 * @param aside numbers that are in no sum
 * @param balances whether both sums are right
 * @param unready why the gateway takes no presses now, null where it does
 * @param oddities what should be zero and is not
 * @param terminals each with its numbers
 * @param letters the newest messages that could not be read
 * @param zone whose clock the letters' times are on
 */
public record AccountView(
        Figure stored,
        List<Figure> wheres,
        Figure received,
        List<Figure> parts,
        List<Figure> aside,
        boolean balances,
        @Nullable String unready,
        List<Oddity> oddities,
        List<OfTerminal> terminals,
        List<Letter> letters,
        ZoneId zone) {
    public AccountView {
        wheres = List.copyOf(wheres);
        parts = List.copyOf(parts);
        aside = List.copyOf(aside);
        oddities = List.copyOf(oddities);
        terminals = List.copyOf(terminals);
        letters = List.copyOf(letters);
    }

    /** A number of presses. */
    public record Figure(Term term, long n) {
        /** Whether somebody should ask why it is not zero. */
        public boolean odd() {
            return n != 0 && term.odd();
        }
    }

    /** A number that should be zero, and the terminals that it is from. */
    public record Oddity(Figure figure, List<Where> where) {
        public Oddity {
            where = List.copyOf(where);
        }
    }

    /** A terminal's part of an oddity. */
    public record Where(String terminal, long n) {}

    /** A terminal and its numbers, in the order of {@link Term#OF_TERMINAL}. */
    public record OfTerminal(String terminal, List<Figure> figures) {
        public OfTerminal {
            figures = List.copyOf(figures);
        }
    }

    /**
     * A message that could not be read.
     *
     * @param payload null where the reader may not know it
     */
    public record Letter(
            Instant received,
            String topic,
            String reason,
            @Nullable String payload) {}

    /** Its name, what it means and what to do about it. */
    public enum Term {
        STORED("终端存入", "Stored"),
        RECEIVED("网关收到", "Received"),
        WAITING(
                "待传",
                "Waiting",
                "还在终端里，尚未到达网关。",
                "Still in the terminal, not yet here.",
                "终端在线时自行补传；离线则检查网络与电源。",
                "It sends by itself while online; else look at network and power."),
        GAP(
                "缺口",
                "Gap",
                "终端编过号，网关从未收到，终端里也已不在。",
                "Numbered by a terminal, never received, and in its outbox no longer.",
                "终端仍在时会自行补传缩小；若存储卡坏过或换过，即为丢失，请登记。",
                "It shrinks by itself while the terminal lives; after a broken or exchanged card it is lost: write it down."),
        COUNTED("计入", "Counted"),
        FLAGGED("标记不计", "Flagged"),
        SUPERSEDED("改评", "Superseded"),
        TIMEOUT("超时未评", "Timed out"),
        TEST("测试", "Test"),
        ASIDE("另记", "Aside"),
        INVALID(
                "无效",
                "Invalid",
                "内容不合约定，已原样保存，不计入得分。",
                "Against the contract: kept as it came, not counted.",
                "导出按压，看 reason 一列；升级或更正该终端。",
                "Export the presses and read the column reason; upgrade or correct that terminal."),
        CONFLICT(
                "冲突",
                "Conflict",
                "同一编号到过两种内容；先到的仍在得分里，后到的另存。",
                "One identity came with two contents; the first stays in the scores, the other is kept beside it.",
                "查找被克隆的存储卡，重新制作其中一张。",
                "Look for a cloned card, and make one of the two anew."),
        UNPLACED(
                "窗口未知",
                "Unplaced",
                "按压的窗口不在目录里，已保存，暂不计入。",
                "Of a window that the directory does not name: kept, not yet counted.",
                "把窗口加进目录，即自动计入。",
                "Add the window to the directory; it is counted then."),
        REFUSED(
                "未能存入",
                "Refused",
                "终端没能存入的按压，当时没有说谢谢。",
                "Presses that a terminal could not store; nobody was thanked for them.",
                "检查该终端的存储卡和磁盘空间。",
                "Look at that terminal's card and disk space."),
        DEAD_LETTERS(
                "死信",
                "Dead letters",
                "网关读不懂的消息，不在以上各项之内。",
                "Messages that the gateway could not read; they are in no other figure.",
                "见页末列表：多为版本不符或来自别处的消息。",
                "See the list below: mostly another version, or messages from elsewhere."),
        UNCERTAIN(
                "时间不明",
                "Time uncertain",
                "知道按了什么，不知道何时按的；不归入任何时段。",
                "What was pressed is known, but not when; it is in no period.",
                "让终端或网关能够校时（NTP）。",
                "Let the terminal, or the gateway, set its clock (NTP).");

        /** The columns of the table of terminals. */
        public static final List<Term> OF_TERMINAL = List.of(
                STORED,
                RECEIVED,
                WAITING,
                GAP,
                COUNTED,
                FLAGGED,
                SUPERSEDED,
                TIMEOUT,
                TEST,
                ASIDE,
                INVALID,
                CONFLICT,
                UNPLACED);

        private final String zh;
        private final String en;
        private final String meansZh;
        private final String meansEn;
        private final String mendZh;
        private final String mendEn;

        Term(String zh, String en) {
            this(zh, en, "", "", "", "");
        }

        Term(String zh, String en, String meansZh, String meansEn, String mendZh, String mendEn) {
            this.zh = zh;
            this.en = en;
            this.meansZh = meansZh;
            this.meansEn = meansEn;
            this.mendZh = mendZh;
            this.mendEn = mendEn;
        }

        public String name(Words t) {
            return t.of(zh, en);
        }

        /** It as what became of one press. */
        public Badge badge(String tone) {
            return new Badge(tone, zh, en);
        }

        public String means(Words t) {
            return t.of(meansZh, meansEn);
        }

        public String mend(Words t) {
            return t.of(mendZh, mendEn);
        }

        boolean odd() {
            return !mendEn.isEmpty();
        }

        /** Its word in the HTML, for those who look for it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
