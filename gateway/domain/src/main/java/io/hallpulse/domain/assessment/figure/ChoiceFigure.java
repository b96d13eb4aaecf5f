package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Scale;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The measure {@code choice} (design 6.1, X1): the mean value of the answers to each question, excluded ones left out, then their mean by the
 * questions' weights. Half widths add up by weight too: answers of one person go together, and counts do not say how far.
 */
final class ChoiceFigure {
    private record Answered(Fraction weight, Answers answers) {}

    private ChoiceFigure() {}

    static Measured of(
            Form.One form,
            Map<String, Scale> scales,
            Collection<FactValue.Answers> forms,
            Collection<FactValue.AnswerCounts> counted) {
        Map<String, Inputs.Question> questions = new TreeMap<>();
        List<Answered> answered = new ArrayList<>();
        for (Form.Question question : form.questions()) {
            Map<String, Long> counts = new TreeMap<>();
            Map<String, Fraction> values = new TreeMap<>();
            for (Scale.Option option : options(scales, question)) {
                counts.put(option.id(), count(question.id(), option.id(), forms, counted));
                if (option.value() != null) {
                    values.put(option.id(), Fraction.of(option.value()));
                }
            }
            Answers answers = Answers.of(counts, values);
            Fraction weight = Fraction.of(question.weight());
            questions.put(question.id(), new Inputs.Question(weight, answers.n(), counts, answers.mean()));
            if (answers.n() > 0) {
                answered.add(new Answered(weight, answers));
            }
        }
        return measured(new Inputs.Questions(questions), answered);
    }

    private static List<Scale.Option> options(Map<String, Scale> scales, Form.Question question) {
        Scale scale = scales.get(question.scale());
        return scale == null ? List.of() : scale.options();
    }

    private static long count(
            String question,
            String option,
            Collection<FactValue.Answers> forms,
            Collection<FactValue.AnswerCounts> counted) {
        long count = forms.stream()
                .filter(form -> option.equals(form.answers().get(question)))
                .count();
        for (FactValue.AnswerCounts counts : counted) {
            count += counts.counts().getOrDefault(question, Map.of()).getOrDefault(option, 0L);
        }
        return count;
    }

    private static Measured measured(Inputs inputs, List<Answered> answered) {
        Fraction whole = answered.stream().map(Answered::weight).reduce(Fraction.ZERO, Fraction::plus);
        if (whole.signum() == 0) {
            return new Measured(inputs, 0, null, null, false);
        }
        long n = 0;
        Fraction value = Fraction.ZERO;
        @Nullable HalfWidths halfWidths = HalfWidths.NONE;
        for (Answered one : answered) {
            Fraction share = one.weight().over(whole);
            Fraction mean = one.answers().mean();
            HalfWidths own = one.answers().halfWidths();
            n = Math.max(n, one.answers().n());
            value = mean == null ? value : value.plus(share.times(mean));
            halfWidths = own == null || halfWidths == null ? null : halfWidths.plus(own.times(share));
        }
        return new Measured(inputs, n, value, halfWidths, false);
    }
}
