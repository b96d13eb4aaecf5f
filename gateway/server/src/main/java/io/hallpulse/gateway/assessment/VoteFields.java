package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A vote as the fields of a form of HTML say it: {@code subject}, {@code q.QUESTION}, {@code contact}, {@code mark.SUBJECT}, {@code remark}. */
public final class VoteFields {
    private static final String ANSWER = "q.";
    private static final String MARK = "mark.";

    private VoteFields() {}

    /**
     * What was sent. What a form does not ask is kept, so that it makes the ballot one of a foreign form.
     *
     * @param names of all fields
     * @param texts all that was sent for one of them
     */
    public static Vote of(Form form, Set<String> names, Function<String, List<String>> texts) {
        String remark = first(texts.apply("remark"));
        if (form instanceof Form.Many) {
            Map<String, Set<String>> marks = new HashMap<>();
            for (String name : names) {
                Set<String> chosen = name.startsWith(MARK) ? chosen(texts.apply(name)) : Set.of();
                if (!chosen.isEmpty()) {
                    marks.put(name.substring(MARK.length()), chosen);
                }
            }
            return new Vote(null, new FactValue.Naming(chosen(texts.apply("contact")), marks), remark);
        }
        Map<String, String> answers = new HashMap<>();
        for (String name : names) {
            String answer = name.startsWith(ANSWER) ? first(texts.apply(name)) : "";
            if (!answer.isEmpty()) {
                answers.put(name.substring(ANSWER.length()), answer);
            }
        }
        String subject = first(texts.apply("subject")).strip();
        return new Vote(subject.isEmpty() ? null : subject, new FactValue.Answers(answers), remark);
    }

    /** An empty field chooses nothing. */
    private static Set<String> chosen(List<String> texts) {
        return texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    private static String first(List<String> texts) {
        return texts.isEmpty() ? "" : texts.get(0);
    }
}
