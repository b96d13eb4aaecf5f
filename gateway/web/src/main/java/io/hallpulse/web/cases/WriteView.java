package io.hallpulse.web.cases;

import io.hallpulse.web.Words;
import java.util.List;

/**
 * The page on which anybody writes to a hall.
 *
 * @param token what the form carries, empty where there is none
 * @param flows to which of several it goes; one or none needs no choice
 * @param sent what was typed already
 */
public record WriteView(
        State state, Fault fault, String token, List<Kind> kinds, List<Choice> flows, List<Place> halls, Sent sent) {
    /** What the page asks or says. */
    public enum State {
        WRITE,
        /** Nobody takes such things here. */
        CLOSED,
        /** Too many came from this address. */
        LIMIT,
        /** The form was open for too long. */
        EXPIRED,
        /** It cannot be stored now; the same can be sent again. */
        AWAY
    }

    /** What is missing of what was sent. */
    public enum Fault {
        NONE,
        KIND,
        PLACE,
        TEXT,
        LONG,
        CONTACT,
        RATING
    }

    /** What somebody writes about. */
    public enum Kind {
        STUCK,
        COMPLAINT,
        SUGGESTION,
        /** A rating of a service, with a name. */
        RATING;

        /** As the form sends it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** What it is called. */
        public String name(Words t) {
            return switch (this) {
                case STUCK -> t.of("办不成事", "I could not get something done");
                case COMPLAINT -> t.of("投诉", "A complaint");
                case SUGGESTION -> t.of("建议", "A suggestion");
                case RATING -> t.of("对服务不满意（留名）", "I was not satisfied, and leave my name");
            };
        }
    }

    /** Something that can be chosen. */
    public record Choice(String value, String zh, String en) {
        public String name(Words t) {
            return t.of(zh, en);
        }
    }

    /** A hall with its windows. */
    public record Place(String zh, String en, List<Choice> windows) {
        public Place {
            windows = List.copyOf(windows);
        }

        public String name(Words t) {
            return t.of(zh, en);
        }
    }

    /** What a form holds. */
    public record Sent(
            String kind,
            String flow,
            String window,
            String text,
            String contact,
            boolean call,
            String level,
            String day,
            boolean pressed) {
        /** An empty one for a window. */
        public static Sent of(String window) {
            return new Sent("", "", window, "", "", false, "", "", false);
        }
    }

    public WriteView {
        kinds = List.copyOf(kinds);
        flows = List.copyOf(flows);
        halls = List.copyOf(halls);
    }

    public boolean isForm() {
        return state == State.WRITE || state == State.EXPIRED || state == State.AWAY;
    }

    public String title(Words t) {
        return switch (state) {
            case LIMIT -> t.of("请稍后再来", "Please come back later");
            default -> t.of("给我们写信", "Write to us");
        };
    }

    /** What is wrong with what was sent; empty where nothing is. */
    public String fault(Words t) {
        return switch (fault) {
            case NONE -> "";
            case KIND -> t.of("请选择要反映的事情", "Please choose what it is about");
            case PLACE -> t.of("请选择窗口", "Please choose the window");
            case TEXT -> t.of("请写下事情经过", "Please write what happened");
            case LONG ->
                t.of("内容太长：经过最多 2000 字，联系方式最多 200 字", "Too long: at most 2,000 characters, and 200 for the contact");
            case RATING ->
                t.of(
                        "请选“不满意”或“非常不满意”，日期不能晚于今天；说按过键的要选等级",
                        "Please choose one of the two levels, and a day that is not to come; a press wants its level");
            case CONTACT -> t.of("留名评价或需要回访，请留下联系方式", "To leave your name or be called back, please leave a contact");
        };
    }
}
