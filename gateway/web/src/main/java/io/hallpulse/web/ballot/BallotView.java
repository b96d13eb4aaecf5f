package io.hallpulse.web.ballot;

import io.hallpulse.web.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of an open call or a box, as a person sees it by phone.
 *
 * @param round {@code scheme/period}
 * @param box whether it stands in a hall, and is no call to all
 * @param weight of the score that it has at most, such as {@code 10}; empty where it has none
 * @param id the envelope's number where no script draws one
 * @param contact what is asked before the marks of a form about many; null where nothing is
 * @param most how many subjects may be named; 0 for any number
 * @param remark characters of a remark at most; 0 for none
 * @param hint characters of a hint at most; 0 where none is asked for
 * @param opens day and time, by the hall's clock
 * @param closes likewise
 * @param receipt of the envelope; empty before there is one
 */
public record BallotView(
        State state,
        String round,
        Label scheme,
        Label authority,
        boolean box,
        String weight,
        String source,
        String id,
        List<Group> groups,
        List<Question> questions,
        List<Mark> marks,
        @Nullable Label contact,
        int most,
        int remark,
        int hint,
        String opens,
        String closes,
        String receipt) {
    /** What the page asks or says. */
    public enum State {
        OPEN,
        NOT_YET,
        CLOSED,
        /** It was taken, now or before. */
        DONE,
        /** Too many came from this address. */
        LIMIT,
        /** The database does not answer; the same can be sent again. */
        AWAY
    }

    public BallotView {
        groups = List.copyOf(groups);
        questions = List.copyOf(questions);
        marks = List.copyOf(marks);
    }

    /** A text in both languages. */
    public record Label(String zh, String en) {
        /** In one of them. */
        public String in(Words t) {
            return t.of(zh, en);
        }
    }

    /** Subjects of a category. */
    public record Group(Label name, List<Subject> subjects) {
        public Group {
            subjects = List.copyOf(subjects);
        }
    }

    /** Whom a vote can be about. */
    public record Subject(String id, Label name) {
        /** What it is found by. */
        public String words() {
            return (id + " " + name.zh() + " " + name.en()).toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A question with its answers. */
    public record Question(String id, Label name, List<Choice> choices) {
        public Question {
            choices = List.copyOf(choices);
        }
    }

    /** An answer; one that asks for a hint shows the field for it. */
    public record Choice(String id, Label name, boolean asksHint) {}

    /** A quality that a subject can be named for. */
    public record Mark(String id, Label name, @Nullable Label help) {}

    /** Whether it names many subjects. */
    public boolean isAboutMany() {
        return !marks.isEmpty();
    }

    /** How many subjects there are. */
    public int size() {
        return groups.stream().mapToInt(group -> group.subjects().size()).sum();
    }

    /** What the page is about, in a few words. */
    public String title(Words t) {
        return switch (state) {
            case OPEN, AWAY -> scheme.in(t);
            case NOT_YET -> t.of("还没有开始", "Not open yet");
            case CLOSED -> t.of("已经结束", "Closed");
            case DONE -> t.of("已收到，谢谢您", "Received, thank you");
            case LIMIT -> t.of("请稍后再来", "Please come back later");
        };
    }
}
