package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Form;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
                if (name.startsWith(MARK)) {
                    marks.put(name.substring(MARK.length()), Set.copyOf(new HashSet<>(texts.apply(name))));
                }
            }
            Set<String> contact = new HashSet<>(texts.apply("contact"));
            return new Vote(null, new FactValue.Naming(contact, marks), remark);
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

    private static String first(List<String> texts) {
        return texts.isEmpty() ? "" : texts.get(0);
    }
}
