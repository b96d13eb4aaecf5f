package io.hallpulse.web.enrolment;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which new terminals are let in.
 *
 * @param zone of the times on it
 * @param mayChange whether who looks may let terminals in
 * @param outcome what came of the last change
 * @param about which request or terminal that was; for a fault one line of why
 * @param code that was just made, else null
 * @param template of a new terminal's file where nobody gives another
 */
public record EnrolmentView(
        ZoneId zone,
        boolean mayChange,
        Outcome outcome,
        String about,
        @Nullable Code code,
        List<Request> requests,
        List<Certificate> certificates,
        String template) {
    public EnrolmentView {
        requests = List.copyOf(requests);
        certificates = List.copyOf(certificates);
    }

    /** What came of a change. */
    public enum Outcome {
        NONE,
        ACCEPTED,
        REFUSED,
        REVOKED,
        FAULT
    }

    /** What came of the last change, in a sentence. */
    public String text(Words t) {
        return switch (outcome) {
            case NONE -> "";
            case ACCEPTED ->
                t.of(
                        "已接入 " + about + "，终端几秒内取走证书和配置。",
                        about + " is in; it fetches its certificate and file within seconds.");
            case REFUSED -> t.of("已拒绝请求 " + about + "。", "Request " + about + " is refused.");
            case REVOKED ->
                t.of(
                        "已吊销 " + about + " 的证书，连接已断开。",
                        "The certificates of " + about + " are revoked, its connection is ended.");
            case FAULT -> t.of("没有完成：", "Not done: ");
        };
    }

    /**
     * A code to be carried to a terminal, shown this once.
     *
     * @param provision the command that uses it there
     * @param file what a phone writes on the terminal's card instead
     * @param size modules of the QR picture, each way
     * @param path its dark modules
     */
    public record Code(String code, Instant expires, String provision, String file, int size, String path) {}

    /** A terminal that waits to be let in; hall and terminal are empty where its code was for any. */
    public record Request(String id, String fingerprint, Instant since, String from, String hall, String terminal) {
        /** The fingerprint as people compare it: groups of four. */
        public String groups() {
            return fingerprint.replaceAll("(.{4})(?=.)", "$1 ");
        }
    }

    /** A terminal's certificate. */
    public record Certificate(String hall, String terminal, String state, Instant ends, String serial) {
        /** Its name with its hall. */
        public String name() {
            return hall + "/" + terminal;
        }

        /** Whether its terminal may connect. */
        public boolean isLive() {
            return state.equals("accepted") || state.equals("retiring");
        }

        public Badge badge() {
            return switch (state) {
                case "accepted" -> new Badge("good", "有效", "Accepted");
                case "retiring" -> new Badge("warn", "退役中", "Retiring");
                case "revoked" -> new Badge("bad", "已吊销", "Revoked");
                default -> new Badge("off", "已过期", "Expired");
            };
        }
    }
}
